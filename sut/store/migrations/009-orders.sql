-- Orders through a conversation: the customer says so, is asked for item and quantity, then for the address, and gets the
-- order's number. The state is this table's, written in the transaction that stores the message: a message delivered twice
-- moves nothing, and any node takes the next step.

CREATE TABLE order_words (
  word text PRIMARY KEY CHECK (word <> ''),
  meaning text NOT NULL CHECK (meaning IN ('order', 'cancel')),
  lang text NOT NULL CHECK (lang IN ('en', 'ko', 'zh'))
);
-- Compared with text normalised as sut/replies/normalise.ts does.
INSERT INTO order_words (word, meaning, lang) VALUES
  ('to order', 'order', 'en'), ('place an order', 'order', 'en'),
  ('주문할', 'order', 'ko'), ('주문하', 'order', 'ko'),
  ('下单', 'order', 'zh'), ('订购', 'order', 'zh'), ('點餐', 'order', 'zh'), ('点餐', 'order', 'zh'),
  ('cancel order', 'cancel', 'en'), ('주문 취소', 'cancel', 'ko'), ('取消订单', 'cancel', 'zh');

CREATE TABLE order_phrases (
  lang text NOT NULL CHECK (lang IN ('en', 'ko', 'zh')),
  step text NOT NULL,
  phrase text NOT NULL,
  PRIMARY KEY (lang, step)
);
INSERT INTO order_phrases (lang, step, phrase) VALUES
  ('en', 'item', 'What would you like, and how many? For example: 2 x bibimbap'),
  ('en', 'again', 'Please tell us item and quantity, for example: 2 x bibimbap'),
  ('en', 'address', '{quantity} x {item}, gladly. Where shall we deliver?'),
  ('en', 'placed', 'Thank you! Order {number} is placed: {quantity} x {item}, to {address}'),
  ('en', 'cancelled', 'Your order is cancelled.'),
  ('ko', 'item', '무엇을 몇 개 드릴까요? 예: 2 x 비빔밥'),
  ('ko', 'again', '상품과 수량을 알려 주세요. 예: 2 x 비빔밥'),
  ('ko', 'address', '{item} {quantity}개 확인했습니다. 배송 주소를 알려 주세요.'),
  ('ko', 'placed', '감사합니다! 주문번호 {number}: {item} {quantity}개, 배송지 {address}'),
  ('ko', 'cancelled', '주문을 취소했습니다.'),
  ('zh', 'item', '请问要什么，几份？例如：2 x 宫保鸡丁'),
  ('zh', 'again', '请告诉我们商品和数量，例如：2 x 宫保鸡丁'),
  ('zh', 'address', '好的，{item} {quantity} 份。请告诉我们收货地址。'),
  ('zh', 'placed', '谢谢！订单号 {number}：{item} {quantity} 份，送至 {address}'),
  ('zh', 'cancelled', '您的订单已取消。');

--   item, address   what the customer is asked for now
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('item', 'address', 'placed', 'cancelled')),
  lang text NOT NULL CHECK (lang IN ('en', 'ko', 'zh')),
  item text,
  quantity integer CHECK (quantity > 0),
  address text,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  placed_at timestamptz,
  -- The customer's message that completed it.
  placed_by bigint UNIQUE,
  CHECK (state <> 'placed' OR (item IS NOT NULL AND quantity IS NOT NULL AND address IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX orders_open ON orders (conversation_id) WHERE state IN ('item', 'address');
CREATE INDEX orders_conversation ON orders (conversation_id, id);

CREATE FUNCTION order_number(p_id bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'SO-' || lpad(p_id::text, 6, '0')
$$;

-- Takes one message through the flow; the conversation's lock is held. Returns the answer, or NULL where the message has
-- nothing to do with an order. p_match is the normalised text.
CREATE FUNCTION order_step(p_conversation bigint, p_message bigint, p_text text, p_match text) RETURNS text
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  v_order orders;
  v_word order_words;
  v_quantity text;
  v_step text;
  v_answer text;
BEGIN
  IF p_match IS NULL OR p_match = '' THEN RETURN NULL; END IF;
  SELECT w.* INTO v_word FROM order_words w WHERE strpos(p_match, w.word) > 0 ORDER BY w.meaning, length(w.word) DESC LIMIT 1;
  SELECT o.* INTO v_order FROM orders o WHERE o.conversation_id = p_conversation AND o.state IN ('item', 'address') LIMIT 1;
  IF v_order.id IS NULL THEN
    IF v_word.meaning IS DISTINCT FROM 'order' THEN RETURN NULL; END IF;
    INSERT INTO orders (conversation_id, state, lang) VALUES (p_conversation, 'item', v_word.lang) RETURNING * INTO v_order;
    v_step := 'item';
  ELSIF v_word.meaning = 'cancel' THEN
    UPDATE orders o SET state = 'cancelled' WHERE o.id = v_order.id;
    v_step := 'cancelled';
  ELSIF v_order.state = 'item' THEN
    -- "2 x tea", "tea 2", "차 2개": the first number is the quantity, what is left the item.
    v_quantity := substring(p_text FROM '(?:^|\D)([1-9]\d{0,3})(?:\D|$)');
    v_order.item := nullif(btrim(regexp_replace(p_text, '\m[1-9]\d{0,3}\s*(?:[x×*]\s|개|份)?', ''), E' \t\n,.'), '');
    IF v_quantity IS NULL OR v_order.item IS NULL THEN
      v_step := 'again';
    ELSE
      v_order.quantity := v_quantity::integer;
      UPDATE orders o SET state = 'address', item = v_order.item, quantity = v_order.quantity WHERE o.id = v_order.id;
      v_step := 'address';
    END IF;
  ELSE
    v_order.address := btrim(p_text, E' \t\n');
    UPDATE orders o SET state = 'placed', address = v_order.address, placed_at = clock_timestamp(), placed_by = p_message
     WHERE o.id = v_order.id;
    v_step := 'placed';
  END IF;
  SELECT p.phrase INTO v_answer FROM order_phrases p WHERE p.lang = v_order.lang AND p.step = v_step;
  v_answer := replace(v_answer, '{number}', order_number(v_order.id));
  v_answer := replace(v_answer, '{quantity}', coalesce(v_order.quantity::text, ''));
  v_answer := replace(v_answer, '{item}', coalesce(v_order.item, ''));
  RETURN left(replace(v_answer, '{address}', coalesce(v_order.address, '')), 4096);
END $$;

-- As in 005-ingest.sql, and what no keyword rule answers may be a step of an order.
CREATE OR REPLACE FUNCTION ingest(
  p_me bigint, p_number text[], p_wa_id text[], p_name text[], p_wamid text[], p_type text[], p_text text[],
  p_match text[], p_payload text[], p_context text[], p_sent_at double precision[]
) RETURNS TABLE (input integer, conversation_id bigint, message_id bigint, outbox_id bigint, claimed boolean, reply text)
LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_conversations bigint[];
  v_locked integer;
BEGIN
  PERFORM fence(p_me);

  INSERT INTO contacts (wa_id, name)
  SELECT given.wa_id, max(given.name)
    FROM unnest(p_wa_id, p_name) AS given (wa_id, name)
    LEFT JOIN LATERAL (SELECT true AS found FROM contacts c WHERE c.wa_id = given.wa_id LIMIT 1) AS known ON true
   WHERE known.found IS NULL
   GROUP BY given.wa_id ORDER BY given.wa_id
  ON CONFLICT (wa_id) DO NOTHING;

  -- Again when a conversation was closed between finding and locking it.
  FOR attempt IN 1..5 LOOP
    INSERT INTO conversations (contact_id, phone_number_id)
    SELECT DISTINCT contact.id, given.number
      FROM unnest(p_wa_id, p_number) AS given (wa_id, number)
      CROSS JOIN LATERAL (SELECT c.id FROM contacts c WHERE c.wa_id = given.wa_id LIMIT 1) AS contact
      LEFT JOIN LATERAL (
        SELECT true AS found FROM conversations v
         WHERE v.contact_id = contact.id AND v.phone_number_id = given.number AND v.status = 'open' LIMIT 1
      ) AS known ON true
     WHERE known.found IS NULL
     ORDER BY 1, 2
    ON CONFLICT (contact_id, phone_number_id) WHERE status = 'open' DO NOTHING;

    SELECT array_agg(conversation.id ORDER BY given.i) INTO v_conversations
      FROM unnest(p_wa_id, p_number) WITH ORDINALITY AS given (wa_id, number, i)
      CROSS JOIN LATERAL (SELECT c.id FROM contacts c WHERE c.wa_id = given.wa_id LIMIT 1) AS contact
      CROSS JOIN LATERAL (
        SELECT v.id FROM conversations v
         WHERE v.contact_id = contact.id AND v.phone_number_id = given.number AND v.status = 'open' LIMIT 1
      ) AS conversation;
    CONTINUE WHEN cardinality(v_conversations) IS DISTINCT FROM cardinality(p_wamid);

    SELECT count(*) INTO v_locked
      FROM (SELECT DISTINCT id FROM unnest(v_conversations) AS given (id) ORDER BY id) AS wanted
      CROSS JOIN LATERAL (
        SELECT v.id FROM conversations v WHERE v.id = wanted.id AND v.status = 'open' FOR NO KEY UPDATE
      ) AS locked;
    EXIT WHEN v_locked = (SELECT count(DISTINCT id) FROM unnest(v_conversations) AS given (id));
    v_conversations := NULL;
  END LOOP;
  IF cardinality(v_conversations) IS DISTINCT FROM cardinality(p_wamid) THEN
    RAISE EXCEPTION 'conversations keep closing while messages arrive' USING ERRCODE = 'serialization_failure';
  END IF;

  -- Known wamids are filtered without ON CONFLICT: two deliveries of one message need the same conversation's lock.
  RETURN QUERY
  WITH fresh AS MATERIALIZED (
    SELECT ordered.*, nextval('messages_id_seq') AS message_id
      FROM (
        SELECT given.*
          FROM unnest(v_conversations, p_number, p_wa_id, p_wamid, p_type, p_text, p_match, p_payload, p_context, p_sent_at)
               WITH ORDINALITY
               AS given (conversation, number, wa_id, wamid, type, text, match, payload, context, sent_at, i)
          LEFT JOIN LATERAL (
            SELECT true AS found FROM messages m
             WHERE m.phone_number_id = given.number AND m.wamid = given.wamid LIMIT 1
          ) AS known ON true
         WHERE known.found IS NULL
         ORDER BY given.conversation, given.sent_at, given.i
      ) AS ordered
  ), stored AS (
    INSERT INTO messages (id, conversation_id, phone_number_id, wamid, direction, type, text, payload, context_wamid, sent_at)
    OVERRIDING SYSTEM VALUE
    SELECT f.message_id, f.conversation, f.number, f.wamid, 'in', f.type, f.text, f.payload::json, f.context,
           to_timestamp(f.sent_at)
      FROM fresh f
  ), ruled AS MATERIALIZED (
    SELECT f.*, rule.template
      FROM fresh f
      LEFT JOIN LATERAL (
        SELECT r.template FROM reply_rules r
         WHERE r.enabled AND strpos(f.match, r.keyword) > 0 ORDER BY r.position, r.id LIMIT 1
      ) AS rule ON true
  ), stepped AS MATERIALIZED (
    -- In the order of the messages: two of one conversation take their steps one after the other.
    SELECT r.*, CASE WHEN r.template IS NULL AND r.type = 'text'
                     THEN order_step(r.conversation, r.message_id, r.text, r.match) END AS ordered
      FROM ruled r
  ), answered AS MATERIALIZED (
    SELECT drafted.*,
           CASE WHEN drafted.reply IS NOT NULL THEN nextval('outbox_id_seq') END AS outbox_id,
           drafted.reply IS NOT NULL AND NOT drafted.blocked AND row_number() OVER (
             PARTITION BY drafted.conversation, drafted.reply IS NULL ORDER BY drafted.message_id) = 1 AS claimed
      FROM (
        SELECT f.*, open.found IS NOT NULL AS blocked,
               CASE WHEN f.template IS NULL THEN f.ordered
                    WHEN strpos(f.template, '{code}') = 0 THEN f.template
                    ELSE replace(f.template, '{code}', contact.code) END AS reply
          FROM stepped f
          LEFT JOIN LATERAL (
            SELECT c.code FROM contacts c WHERE c.wa_id = f.wa_id LIMIT 1
          ) AS contact ON f.template IS NOT NULL
          LEFT JOIN LATERAL (
            SELECT true AS found FROM outbox o
             WHERE o.conversation_id = f.conversation AND o.state IN ('pending', 'sending', 'unknown') LIMIT 1
          ) AS open ON f.template IS NOT NULL OR f.ordered IS NOT NULL
      ) AS drafted
  ), queued AS (
    INSERT INTO outbox (id, conversation_id, phone_number_id, to_wa_id, text, context_wamid, state, owner, attempts)
    OVERRIDING SYSTEM VALUE
    SELECT a.outbox_id, a.conversation, a.number, a.wa_id, a.reply, a.wamid,
           CASE WHEN a.claimed THEN 'sending' ELSE 'pending' END, CASE WHEN a.claimed THEN p_me END,
           CASE WHEN a.claimed THEN 1 ELSE 0 END
      FROM answered a WHERE a.outbox_id IS NOT NULL
  ), left_to_agents AS (
    -- In the same transaction: routing finds it even when this node dies before its hook (see 002-agents.sql).
    INSERT INTO unanswered (message_id, conversation_id)
    SELECT a.message_id, a.conversation FROM answered a
     WHERE a.outbox_id IS NULL AND a.type NOT IN ('reaction', 'system', 'unsupported')
  )
  SELECT a.i::integer, a.conversation, a.message_id, a.outbox_id, a.claimed, a.reply
    FROM answered a ORDER BY a.message_id;
END $$;
