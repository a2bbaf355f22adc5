import type { HistoryLanguage } from '../../contract/history.ts';

/** What corpus.ts builds sentences of. Common words come up by design: search must bear them. */
export interface Phrases {
  readonly greetings: readonly string[];
  readonly products: readonly string[];
  readonly questions: readonly string[];
  readonly answers: readonly string[];
  readonly thanks: readonly string[];
  readonly ask: (product: string, question: string) => string;
  readonly tell: (product: string, answer: string) => string;
  readonly reference: string;
}

export const phrases: Readonly<Record<HistoryLanguage, Phrases>> = {
  ko: {
    greetings: ['안녕하세요', '수고하십니다', '문의드려요', '저기요', '안녕하세요 사장님', '급한데요'],
    products: [
      '립스틱', '파운데이션', '선크림', '마스크팩', '운동화', '청바지', '겨울 코트', '원피스', '이어폰', '충전기',
      '휴대폰 케이스', '커피 원두', '녹차 세트', '김치 냉장고', '공기 청정기', '유아 카시트', '기저귀', '분유', '등산 배낭', '캠핑 의자',
      '책상 스탠드', '키보드', '모니터', '프린터 잉크', '샴푸', '세탁 세제', '향수', '손목시계', '반지', '목걸이',
      '골프 장갑', '요가 매트', '자전거 헬멧', '강아지 사료', '고양이 모래', '화분', '침대 커버', '베개', '수건', '냄비',
    ],
    questions: [
      '재입고는 언제 되나요', '사이즈 교환이 가능한가요', '색상이 사진과 다른데요', '주문을 취소하고 싶어요', '결제가 두 번 됐어요',
      '영수증을 받을 수 있나요', '쿠폰을 어디에 입력하나요', '지금 주문하면 언제 도착하나요', '주소를 잘못 적었어요', '제품이 파손되어 왔어요',
      '사용 방법을 알려 주세요', '보증 기간이 얼마나 되나요', '매장에서도 살 수 있나요', '할인이 적용되지 않아요', '포장을 선물용으로 해 주세요',
      '회원 등급은 어떻게 올리나요', '포인트가 사라졌어요', '설치도 해 주시나요', '대량 구매 견적을 부탁드려요', '현금 영수증 번호를 바꿔 주세요',
    ],
    answers: [
      '다음 주 화요일에 들어옵니다', '확인 후 바로 연락드리겠습니다', '내일 오전에 출고될 예정입니다', '새 제품으로 바꿔 드리겠습니다',
      '카드 승인은 사흘 안에 취소됩니다', '마이페이지에서 직접 바꾸실 수 있습니다', '쿠폰은 결제 화면 아래에 있습니다', '담당자에게 전달했습니다',
      '사진을 한 장 보내 주시겠어요', '재고가 두 개 남아 있습니다', '이번 주말까지 행사가 적용됩니다', '설명서를 보내 드렸습니다',
    ],
    thanks: ['감사합니다', '네 알겠습니다', '빠른 답변 감사해요', '좋은 하루 되세요', '네 감사합니다 수고하세요'],
    ask: (product, question) => `${product} ${question}?`,
    tell: (product, answer) => `고객님, ${product} 건은 ${answer}.`,
    reference: '문의',
  },
  zh: {
    greetings: ['你好', '您好', '在吗', '请问一下', '老板你好', '麻烦问一下'],
    products: [
      '口红', '粉底液', '防晒霜', '面膜', '运动鞋', '牛仔裤', '羽绒服', '连衣裙', '耳机', '充电器',
      '手机壳', '咖啡豆', '绿茶礼盒', '电饭煲', '空气净化器', '儿童座椅', '纸尿裤', '奶粉', '登山包', '露营椅',
      '台灯', '键盘', '显示器', '打印机墨盒', '洗发水', '洗衣液', '香水', '手表', '戒指', '项链',
      '高尔夫手套', '瑜伽垫', '自行车头盔', '狗粮', '猫砂', '花盆', '床单', '枕头', '毛巾', '炒锅',
    ],
    questions: [
      '什么时候补货', '可以换尺码吗', '颜色和图片不一样', '我想取消订单', '付款扣了两次',
      '能开发票吗', '优惠券在哪里输入', '现在下单几天能到', '地址写错了', '收到的时候已经破损了',
      '请告诉我怎么使用', '保修期是多久', '实体店也能买到吗', '折扣没有生效', '请帮我用礼盒包装',
      '会员等级怎么提升', '我的积分不见了', '可以上门安装吗', '批量采购请报个价', '生日当天有什么活动',
    ],
    answers: [
      '下周二到货', '我们核实后马上联系您', '预计明天上午发出', '给您换一件新的',
      '扣款三天内会原路返回', '您可以在个人中心自己修改', '优惠券在付款页面下方', '已经转给负责的同事',
      '麻烦您拍一张照片发过来', '库存还剩两件', '活动到这个周末结束', '说明书已经发给您了',
    ],
    thanks: ['谢谢', '好的，明白了', '谢谢您的回复', '祝您生活愉快', '好的谢谢，辛苦了'],
    ask: (product, question) => `${product}${question}？`,
    tell: (product, answer) => `亲，${product}的问题，${answer}。`,
    reference: '单号',
  },
  en: {
    greetings: ['Hi', 'Hello', 'Good morning', 'Hey there', 'Hi team', 'Quick question'],
    products: [
      'lipstick', 'foundation', 'sunscreen', 'face mask', 'running shoes', 'jeans', 'winter coat', 'dress', 'earphones', 'charger',
      'phone case', 'coffee beans', 'green tea set', 'rice cooker', 'air purifier', 'car seat', 'diapers', 'baby formula', 'backpack', 'camping chair',
      'desk lamp', 'keyboard', 'monitor', 'printer ink', 'shampoo', 'detergent', 'perfume', 'watch', 'ring', 'necklace',
    ],
    questions: [
      'when will it be back in stock', 'can I change the size', 'the colour differs from the photo', 'I want to cancel my order',
      'my card was charged twice', 'could I have an invoice', 'where do I enter the coupon', 'how many days until it arrives',
      'I wrote the wrong address', 'it arrived broken', 'is there a gift box for it', 'how long is the warranty',
      'the discount does not apply', 'I lost my points', 'could you quote for fifty pieces',
    ],
    answers: [
      'it comes in next Tuesday', 'we will check and get back to you', 'it ships tomorrow morning', 'we will send you a new one',
      'the card amount is returned within three days', 'you can change it on your account page', 'we passed it on to a colleague',
      'please send us a photo', 'two pieces are left', 'the offer ends this weekend',
    ],
    thanks: ['Thanks', 'OK, got it', 'Thank you for the quick answer', 'Have a nice day', 'Great, thanks a lot'],
    ask: (product, question) => `About the ${product}: ${question}?`,
    tell: (product, answer) => `For the ${product}, ${answer}.`,
    reference: 'ref',
  },
};
