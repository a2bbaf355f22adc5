/** What customers write: a question that a keyword rule answers. The mock puts the ask's nonce in. */
export const discountTexts: readonly string[] = [
  'Hi, can I get a discount code please? My reference is {nonce}.',
  '안녕하세요, 할인 코드 받을 수 있을까요? 문의번호 {nonce} 입니다.',
  '你好，请给我一个优惠码，谢谢。编号 {nonce} 。',
];

/** Questions that no keyword rule answers: work for a person. */
export const parcelTexts: readonly string[] = [
  'Where is parcel {nonce} now?',
  '택배 {nonce} 지금 어디에 있나요?',
  '请问包裹 {nonce} 现在到哪里了？',
];

/** The nonce in a message made from one of the texts; null when it is none of them. */
export function nonceOf(message: string, texts: readonly string[]): string | null {
  for (const text of texts) {
    const [before = '', after = ''] = text.split('{nonce}');
    if (message.startsWith(before) && message.endsWith(after)) {
      return message.slice(before.length, message.length - after.length);
    }
  }
  return null;
}
