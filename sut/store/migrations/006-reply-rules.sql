-- Keywords are compared with text normalised as sut/replies/normalise.ts does (NFKC, lower case, single spaces).
INSERT INTO reply_rules (position, keyword, template) VALUES
  (10, 'discount code', 'Your discount code is {code}'),
  (11, 'promo code', 'Your discount code is {code}'),
  (12, 'coupon', 'Your discount code is {code}'),
  (20, '할인 코드', 'Your discount code is {code}'),
  (21, '할인코드', 'Your discount code is {code}'),
  (30, '优惠码', 'Your discount code is {code}'),
  (31, '折扣码', 'Your discount code is {code}'),
  (32, '优惠碼', 'Your discount code is {code}');
