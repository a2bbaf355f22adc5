-- Stores a batch of inbound messages: upserts contacts and conversations, locks the conversations in id order, inserts
-- the messages that are new, lets the keyword rules answer, and puts the answers into the outbox: already claimed for
-- p_me when nothing earlier in that conversation is open. What no rule answered goes to `unanswered` for routing,
-- except types that need nobody's answer. One row per new message, in the order of their ids.
-- The caller sends no two equal (number, wamid) in one batch. p_match is the normalised text the rules look at.
CREATE FUNCTION ingest(
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
  ), answered AS MATERIALIZED (
    SELECT drafted.*,
           CASE WHEN drafted.reply IS NOT NULL THEN nextval('outbox_id_seq') END AS outbox_id,
           drafted.reply IS NOT NULL AND NOT drafted.blocked AND row_number() OVER (
             PARTITION BY drafted.conversation, drafted.reply IS NULL ORDER BY drafted.message_id) = 1 AS claimed
      FROM (
        SELECT f.*, open.found IS NOT NULL AS blocked,
               CASE WHEN strpos(rule.template, '{code}') = 0 THEN rule.template
                    ELSE replace(rule.template, '{code}', contact.code) END AS reply
          FROM fresh f
          LEFT JOIN LATERAL (
            SELECT r.template FROM reply_rules r
             WHERE r.enabled AND strpos(f.match, r.keyword) > 0 ORDER BY r.position, r.id LIMIT 1
          ) AS rule ON true
          LEFT JOIN LATERAL (
            SELECT c.code FROM contacts c WHERE c.wa_id = f.wa_id LIMIT 1
          ) AS contact ON rule.template IS NOT NULL
          LEFT JOIN LATERAL (
            SELECT true AS found FROM outbox o
             WHERE o.conversation_id = f.conversation AND o.state IN ('pending', 'sending', 'unknown') LIMIT 1
          ) AS open ON rule.template IS NOT NULL
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

-- Statuses, already folded to one row per (number, wamid) by the caller. Returns how many rows changed.
CREATE FUNCTION record_statuses(
  p_me bigint, p_number text[], p_wamid text[], p_rank smallint[], p_failed integer[], p_outbox_id bigint[]
) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM fence(p_me);
  INSERT INTO statuses AS kept (phone_number_id, wamid, rank, failed_code, outbox_id)
  SELECT given.number, given.wamid, given.rank, given.failed, given.outbox_id
    FROM unnest(p_number, p_wamid, p_rank, p_failed, p_outbox_id) AS given (number, wamid, rank, failed, outbox_id)
   ORDER BY given.number, given.wamid
  ON CONFLICT (phone_number_id, wamid) DO UPDATE
     SET rank = greatest(kept.rank, excluded.rank),
         failed_code = coalesce(kept.failed_code, excluded.failed_code),
         outbox_id = coalesce(kept.outbox_id, excluded.outbox_id),
         updated_at = clock_timestamp()
   WHERE excluded.rank > kept.rank
      OR (kept.failed_code IS NULL AND excluded.failed_code IS NOT NULL)
      OR (kept.outbox_id IS NULL AND excluded.outbox_id IS NOT NULL);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
