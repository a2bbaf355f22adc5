/** What customers write when the harness itself plans the asks (warm-up, drills): the keyword in three languages. */
export const askTexts: readonly string[] = [
  'discount code please {nonce}',
  '할인 코드 알려 주세요 {nonce}',
  '请发我优惠码 {nonce}',
];
