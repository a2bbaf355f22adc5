/** What one customer says, in the order of the flow (vendors/contract/client.ts). */
export interface OrderTalk {
  readonly start: string;
  readonly item: string;
  readonly quantity: number;
  /** Names item and quantity. */
  readonly choice: string;
  readonly address: string;
}

const languages = [
  { start: 'Hello, I would like to order, please.', item: 'Bibimbap', address: '12 Rose Street, door' },
  { start: '안녕하세요, 주문할게요.', item: '비빔밥', address: '서울 장미로 12길, 호수' },
  { start: '你好，我想下单。', item: '宫保鸡丁', address: '玫瑰路 12 号，门牌' },
] as const;

/** The talk of order `index`: English, Korean and Chinese in turn, 1 to 5 portions, a door number of its own. */
export function orderTalk(index: number): OrderTalk {
  const { start, item, address } = languages[index % languages.length] ?? languages[0];
  const quantity = 1 + (index % 5);
  return { start, item, quantity, choice: `${quantity} x ${item}`, address: `${address} D${index + 1}` };
}
