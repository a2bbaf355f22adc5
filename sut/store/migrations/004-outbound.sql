-- Outbound work: claiming, finishing, deciding unknown outcomes. Lock order everywhere: own incarnation, then
-- conversations in id order. enable_seqscan = off and the LATERAL … LIMIT 1 form keep every look-up an index look-up
-- whatever the statistics say: a plan cached on empty tables must still be right at a million rows.

CREATE TYPE outbound_row AS (
  id bigint,
  conversation_id bigint,
  phone_number_id text,
  to_wa_id text,
  text text,
  context_wamid text,
  attempts integer
);

CREATE FUNCTION lock_conversations(p_conversations bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1
    FROM (SELECT DISTINCT id FROM unnest(p_conversations) AS given (id) ORDER BY id) AS wanted
    CROSS JOIN LATERAL (SELECT v.id FROM conversations v WHERE v.id = wanted.id FOR NO KEY UPDATE) AS locked;
END $$;

-- For conversations whose lock is held: claims each one's first open row if nobody has it.
CREATE FUNCTION claim_locked(p_me bigint, p_conversations bigint[]) RETURNS SETOF outbound_row LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  UPDATE outbox SET state = 'sending', owner = p_me, attempts = outbox.attempts + 1
   WHERE outbox.id = ANY (ARRAY(
     SELECT head.id
       FROM (SELECT DISTINCT id FROM unnest(p_conversations) AS given (id)) AS wanted
       CROSS JOIN LATERAL (
         SELECT o.id, o.state FROM outbox o
          WHERE o.conversation_id = wanted.id AND o.state IN ('pending', 'sending', 'unknown')
          ORDER BY o.conversation_id, o.id LIMIT 1
       ) AS head
      WHERE head.state = 'pending'))
  RETURNING outbox.id, outbox.conversation_id, outbox.phone_number_id, outbox.to_wa_id, outbox.text,
    outbox.context_wamid, outbox.attempts;
END $$;

CREATE FUNCTION claim_next(p_me bigint, p_conversations bigint[]) RETURNS SETOF outbound_row LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fence(p_me);
  PERFORM lock_conversations(p_conversations);
  RETURN QUERY SELECT * FROM claim_locked(p_me, p_conversations);
END $$;

-- Records outcomes of rows this incarnation sends and claims the next row of each conversation.
-- p_outcome: 'sent' (p_wamid is set) | 'parked' (p_error) | 'unknown' (p_error).
CREATE FUNCTION finish(
  p_me bigint, p_ids bigint[], p_conversations bigint[], p_outcome text[], p_wamid text[], p_error text[]
) RETURNS SETOF outbound_row LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  PERFORM fence(p_me);
  PERFORM lock_conversations(p_conversations);
  WITH sent AS (
    DELETE FROM outbox o
     WHERE o.id = ANY (p_ids) AND o.owner = p_me AND o.state = 'sending'
       AND p_outcome[array_position(p_ids, o.id)] = 'sent'
    RETURNING o.*
  )
  INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, context_wamid, sent_at)
  SELECT s.conversation_id, s.phone_number_id, p_wamid[array_position(p_ids, s.id)], 'out', 'text', s.text,
         s.context_wamid, clock_timestamp()
    FROM sent s ORDER BY s.conversation_id, s.id
  ON CONFLICT ON CONSTRAINT messages_wamid DO NOTHING;
  -- array_position finds nothing for the rows deleted above: they are gone from this snapshot.
  IF 'parked' = ANY (p_outcome) OR 'unknown' = ANY (p_outcome) THEN
    UPDATE outbox o
       SET state = p_outcome[array_position(p_ids, o.id)],
           owner = CASE WHEN p_outcome[array_position(p_ids, o.id)] = 'unknown' THEN p_me END,
           unknown_since = CASE WHEN p_outcome[array_position(p_ids, o.id)] = 'unknown' THEN clock_timestamp() END,
           error = p_error[array_position(p_ids, o.id)]
     WHERE o.id = ANY (p_ids) AND o.owner = p_me AND o.state = 'sending';
  END IF;
  RETURN QUERY SELECT * FROM claim_locked(p_me, p_conversations);
END $$;

-- Decides this incarnation's unknown rows: accepted if a status carries the row's id; else after the grace resent or
-- parked by policy. `resolution`: 'reconciled' | 'resend' | 'parked' | 'next' (a following row, claimed). Rows with
-- 'resend' and 'next' are now `sending` and the caller's to send.
CREATE FUNCTION resolve_unknown(p_me bigint, p_grace_sec double precision, p_policy text, p_limit integer)
RETURNS TABLE (resolution text, item outbound_row) LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_ids bigint[];
  v_conversations bigint[];
BEGIN
  PERFORM fence(p_me);
  SELECT array_agg(due.id), array_agg(due.conversation_id) INTO v_ids, v_conversations
    FROM (
      SELECT o.id, o.conversation_id
        FROM outbox o
        LEFT JOIN LATERAL (SELECT true AS found FROM statuses s WHERE s.outbox_id = o.id LIMIT 1) AS seen ON true
       WHERE o.owner = p_me AND o.state = 'unknown'
         AND (seen.found OR o.unknown_since < clock_timestamp() - make_interval(secs => p_grace_sec))
       ORDER BY o.id LIMIT p_limit
    ) AS due;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  PERFORM lock_conversations(v_conversations);

  RETURN QUERY
  WITH seen AS MATERIALIZED (
    SELECT wanted.id, found.wamid, found.phone_number_id
      FROM unnest(v_ids) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT s.wamid, s.phone_number_id FROM statuses s WHERE s.outbox_id = wanted.id LIMIT 1
      ) AS found
  ), gone AS (
    DELETE FROM outbox o
     WHERE o.id = ANY (ARRAY(SELECT seen.id FROM seen)) AND o.owner = p_me AND o.state = 'unknown'
    RETURNING o.*
  ), stored AS (
    INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, context_wamid, sent_at)
    SELECT g.conversation_id, g.phone_number_id, s.wamid, 'out', 'text', g.text, g.context_wamid, clock_timestamp()
      FROM gone g JOIN seen s ON s.id = g.id ORDER BY g.id
    ON CONFLICT ON CONSTRAINT messages_wamid DO NOTHING
  )
  SELECT 'reconciled',
    (g.id, g.conversation_id, g.phone_number_id, g.to_wa_id, g.text, g.context_wamid, g.attempts)::outbound_row
    FROM gone g;

  IF p_policy = 'resend' THEN
    RETURN QUERY
    UPDATE outbox o SET state = 'sending', attempts = o.attempts + 1, unknown_since = NULL, error = NULL
     WHERE o.id = ANY (v_ids) AND o.owner = p_me AND o.state = 'unknown'
    RETURNING 'resend',
      (o.id, o.conversation_id, o.phone_number_id, o.to_wa_id, o.text, o.context_wamid, o.attempts)::outbound_row;
  ELSE
    RETURN QUERY
    UPDATE outbox o SET state = 'parked', owner = NULL, unknown_since = NULL, error = 'unknown outcome'
     WHERE o.id = ANY (v_ids) AND o.owner = p_me AND o.state = 'unknown'
    RETURNING 'parked',
      (o.id, o.conversation_id, o.phone_number_id, o.to_wa_id, o.text, o.context_wamid, o.attempts)::outbound_row;
  END IF;

  RETURN QUERY
  SELECT 'next', (c.id, c.conversation_id, c.phone_number_id, c.to_wa_id, c.text, c.context_wamid, c.attempts)::outbound_row
    FROM claim_locked(p_me, v_conversations) AS c;
END $$;

-- Safety net: conversations whose first open row is pending, among the p_limit pending rows after p_after.
-- Returns the last row looked at, so that the caller walks on from there (NULL = the end was reached).
CREATE FUNCTION sweep_pending(p_after bigint, p_limit integer)
RETURNS TABLE (last_id bigint, conversations bigint[]) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  WITH looked AS MATERIALIZED (
    SELECT o.id, o.conversation_id FROM outbox o
     WHERE o.state = 'pending' AND o.id > p_after ORDER BY o.id LIMIT p_limit
  )
  SELECT CASE WHEN count(*) = p_limit THEN max(l.id) END,
         coalesce(array_agg(l.conversation_id) FILTER (WHERE head.id = l.id), '{}')
    FROM looked l
    CROSS JOIN LATERAL (
      SELECT e.id FROM outbox e
       WHERE e.conversation_id = l.conversation_id AND e.state IN ('pending', 'sending', 'unknown')
       ORDER BY e.conversation_id, e.id LIMIT 1
    ) AS head;
END $$;

-- Adds a reply in the caller's transaction; the caller wakes the conversation after its commit.
CREATE FUNCTION insert_reply(p_conversation bigint, p_text text, p_context_wamid text) RETURNS bigint LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_id bigint;
BEGIN
  PERFORM lock_conversations(ARRAY[p_conversation]);
  INSERT INTO outbox (conversation_id, phone_number_id, to_wa_id, text, context_wamid, state)
  SELECT v.id, v.phone_number_id, c.wa_id, p_text, p_context_wamid, 'pending'
    FROM conversations v JOIN contacts c ON c.id = v.contact_id
   WHERE v.id = p_conversation
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    RAISE EXCEPTION 'conversation % does not exist', p_conversation USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_id;
END $$;
