-- Campaigns: one message to many contacts, each at its own time. A recipient waits in campaign_recipients until it is due,
-- then becomes an outbox row in one transaction with its own change of state: from there on claiming, take-over and
-- unknown outcomes are the outbox's, and nobody is written to twice.

CREATE TABLE contact_tags (
  tag text NOT NULL CHECK (tag <> ''),
  contact_id bigint NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, contact_id)
);

CREATE TABLE campaigns (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The caller's own: the same request again (a retry, a second scheduler) finds the campaign instead of making another.
  key text NOT NULL UNIQUE,
  -- SHA-256 over the request, so that another request under the same key is refused.
  request_hash bytea NOT NULL,
  name text NOT NULL,
  starts_at timestamptz NOT NULL,
  rate_per_minute double precision NOT NULL CHECK (rate_per_minute > 0),
  recipients integer NOT NULL DEFAULT 0,
  created_by integer REFERENCES agents (id),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- NULL while a recipient is due or on its way.
  ended_at timestamptz
);
CREATE INDEX campaigns_open ON campaigns (starts_at) WHERE ended_at IS NULL;

--   due      waits for its time
--   queued   has an outbox row
--   sent     the Cloud API accepted it, at sent_at
--   failed   its outbox row was given up
CREATE TABLE campaign_recipients (
  campaign_id bigint NOT NULL REFERENCES campaigns (id),
  contact_id bigint NOT NULL REFERENCES contacts (id),
  phone_number_id text NOT NULL,
  text text NOT NULL,
  due_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'queued', 'sent', 'failed')),
  outbox_id bigint,
  sent_at timestamptz,
  PRIMARY KEY (campaign_id, contact_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX campaign_recipients_due ON campaign_recipients (phone_number_id, due_at) WHERE state = 'due';
CREATE INDEX campaign_recipients_open ON campaign_recipients (campaign_id) WHERE state IN ('due', 'queued');
CREATE UNIQUE INDEX campaign_recipients_outbox ON campaign_recipients (outbox_id) WHERE outbox_id IS NOT NULL;

-- NULL = a reply. Lets `finish` leave campaign_recipients alone for batches of replies.
ALTER TABLE outbox ADD COLUMN campaign_id bigint;

-- Makes a campaign of the given contacts (unknown numbers become contacts), in list order, one every 60 s / rate.
-- A contact is written to from the number of its open conversation, else from one of p_numbers in turn. A number twice
-- in the list gets one message. Returns NULL for the id when the key was used for another request.
CREATE FUNCTION schedule_campaign(
  p_me bigint, p_key text, p_hash bytea, p_name text, p_starts_at timestamptz, p_rate double precision, p_agent integer,
  p_numbers text[], p_wa_id text[], p_text text[]
) RETURNS TABLE (id bigint, created boolean) LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_id bigint;
  v_count integer;
BEGIN
  PERFORM fence(p_me);
  INSERT INTO campaigns (key, request_hash, name, starts_at, rate_per_minute, created_by)
  VALUES (p_key, p_hash, p_name, p_starts_at, p_rate, p_agent)
  ON CONFLICT (key) DO NOTHING RETURNING campaigns.id INTO v_id;
  IF v_id IS NULL THEN
    RETURN QUERY
    SELECT CASE WHEN c.request_hash = p_hash THEN c.id END, false FROM campaigns c WHERE c.key = p_key;
    RETURN;
  END IF;

  INSERT INTO contacts (wa_id)
  SELECT DISTINCT given.wa_id FROM unnest(p_wa_id) AS given (wa_id) ORDER BY 1
  ON CONFLICT (wa_id) DO NOTHING;

  INSERT INTO campaign_recipients (campaign_id, contact_id, phone_number_id, text, due_at)
  SELECT v_id, listed.contact_id,
         coalesce(listed.number, p_numbers[1 + (listed.place - 1) % cardinality(p_numbers)]),
         listed.text, p_starts_at + make_interval(secs => (listed.place - 1) * 60 / p_rate)
    FROM (
      SELECT known.id AS contact_id, known.number, replace(given.text, '{name}', known.name) AS text,
             row_number() OVER (ORDER BY given.i) AS place
        FROM (
          SELECT DISTINCT ON (u.wa_id) u.wa_id, u.text, u.i
            FROM unnest(p_wa_id, p_text) WITH ORDINALITY AS u (wa_id, text, i) ORDER BY u.wa_id, u.i
        ) AS given
        CROSS JOIN LATERAL (
          SELECT c.id, c.name, (
            SELECT v.phone_number_id FROM conversations v
             WHERE v.contact_id = c.id AND v.status = 'open' AND v.phone_number_id = ANY (p_numbers)
             ORDER BY v.phone_number_id LIMIT 1
          ) AS number
            FROM contacts c WHERE c.wa_id = given.wa_id LIMIT 1
        ) AS known
    ) AS listed;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  UPDATE campaigns c SET recipients = v_count WHERE c.id = v_id;
  RETURN QUERY SELECT v_id, true;
END $$;

-- Turns recipients that are due into outbox rows, at most p_limit[i] of number p_number[i], oldest first. Rows locked by
-- another node are left to it. Returns the rows claimed for p_me: those with nothing earlier open in their conversation;
-- the others follow in their conversation's order.
CREATE FUNCTION claim_campaign(p_me bigint, p_number text[], p_limit integer[]) RETURNS SETOF outbound_row
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  v_campaigns bigint[];
  v_contacts bigint[];
  v_numbers text[];
  v_conversations bigint[];
BEGIN
  PERFORM fence(p_me);
  SELECT array_agg(due.campaign_id), array_agg(due.contact_id), array_agg(due.phone_number_id)
    INTO v_campaigns, v_contacts, v_numbers
    FROM unnest(p_number, p_limit) AS room (number, free)
    CROSS JOIN LATERAL (
      SELECT r.campaign_id, r.contact_id, r.phone_number_id FROM campaign_recipients r
       WHERE r.state = 'due' AND r.phone_number_id = room.number AND r.due_at <= clock_timestamp()
       ORDER BY r.due_at LIMIT room.free FOR UPDATE SKIP LOCKED
    ) AS due;
  IF v_contacts IS NULL THEN
    RETURN;
  END IF;

  INSERT INTO conversations (contact_id, phone_number_id)
  SELECT DISTINCT given.contact_id, given.number
    FROM unnest(v_contacts, v_numbers) AS given (contact_id, number)
    LEFT JOIN LATERAL (
      SELECT true AS found FROM conversations v
       WHERE v.contact_id = given.contact_id AND v.phone_number_id = given.number AND v.status = 'open' LIMIT 1
    ) AS known ON true
   WHERE known.found IS NULL ORDER BY 1, 2
  ON CONFLICT (contact_id, phone_number_id) WHERE status = 'open' DO NOTHING;

  SELECT array_agg(open.id ORDER BY given.i) INTO v_conversations
    FROM unnest(v_contacts, v_numbers) WITH ORDINALITY AS given (contact_id, number, i)
    LEFT JOIN LATERAL (
      SELECT v.id FROM conversations v
       WHERE v.contact_id = given.contact_id AND v.phone_number_id = given.number AND v.status = 'open' LIMIT 1
    ) AS open ON true;
  PERFORM lock_conversations(array_remove(v_conversations, NULL));

  -- A conversation closed in between has no row here: its recipient stays due and gets a new one next time.
  WITH given AS MATERIALIZED (
    SELECT u.campaign_id, u.contact_id, u.conversation_id, nextval('outbox_id_seq') AS outbox_id
      FROM unnest(v_campaigns, v_contacts, v_conversations) AS u (campaign_id, contact_id, conversation_id)
      CROSS JOIN LATERAL (
        SELECT true FROM conversations v WHERE v.id = u.conversation_id AND v.status = 'open' LIMIT 1
      ) AS still
  ), taken AS (
    UPDATE campaign_recipients r SET state = 'queued', outbox_id = given.outbox_id
      FROM given WHERE r.campaign_id = given.campaign_id AND r.contact_id = given.contact_id AND r.state = 'due'
    RETURNING given.outbox_id, given.conversation_id, r.campaign_id, r.contact_id, r.phone_number_id, r.text
  )
  INSERT INTO outbox (id, conversation_id, phone_number_id, to_wa_id, text, state, campaign_id)
  OVERRIDING SYSTEM VALUE
  SELECT t.outbox_id, t.conversation_id, t.phone_number_id, c.wa_id, t.text, 'pending', t.campaign_id
    FROM taken t
    CROSS JOIN LATERAL (SELECT k.wa_id FROM contacts k WHERE k.id = t.contact_id LIMIT 1) AS c
   ORDER BY t.outbox_id;
  RETURN QUERY SELECT * FROM claim_locked(p_me, v_conversations);
END $$;

-- Whether a campaign is due now, and when the next one starts; ends campaigns that have nobody left. Run once in a while.
CREATE FUNCTION campaign_outlook(p_me bigint) RETURNS TABLE (running boolean, starts_in_ms double precision)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM fence(p_me);
  UPDATE campaigns c SET ended_at = clock_timestamp()
   WHERE c.id = ANY (ARRAY(
     SELECT o.id FROM campaigns o
      WHERE o.ended_at IS NULL AND o.starts_at <= clock_timestamp()
        AND NOT EXISTS (
          SELECT FROM campaign_recipients r WHERE r.campaign_id = o.id AND r.state IN ('due', 'queued'))
      FOR UPDATE SKIP LOCKED));
  RETURN QUERY
  SELECT coalesce(min(c.starts_at) <= clock_timestamp(), false),
         extract(epoch FROM min(c.starts_at) FILTER (WHERE c.starts_at > clock_timestamp()) - clock_timestamp())::double precision * 1000
    FROM campaigns c WHERE c.ended_at IS NULL;
END $$;

-- As in 004-outbound.sql, and tells campaigns what became of their recipients.
CREATE OR REPLACE FUNCTION finish(
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
  ), reached AS (
    UPDATE campaign_recipients r SET state = 'sent', sent_at = clock_timestamp()
     WHERE r.outbox_id = ANY (ARRAY(SELECT s.id FROM sent s WHERE s.campaign_id IS NOT NULL))
  )
  INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, context_wamid, sent_at)
  SELECT s.conversation_id, s.phone_number_id, p_wamid[array_position(p_ids, s.id)], 'out', 'text', s.text,
         s.context_wamid, clock_timestamp()
    FROM sent s ORDER BY s.conversation_id, s.id
  ON CONFLICT ON CONSTRAINT messages_wamid DO NOTHING;
  -- array_position finds nothing for the rows deleted above: they are gone from this snapshot.
  IF 'parked' = ANY (p_outcome) OR 'unknown' = ANY (p_outcome) THEN
    WITH given_up AS (
      UPDATE outbox o
         SET state = p_outcome[array_position(p_ids, o.id)],
             owner = CASE WHEN p_outcome[array_position(p_ids, o.id)] = 'unknown' THEN p_me END,
             unknown_since = CASE WHEN p_outcome[array_position(p_ids, o.id)] = 'unknown' THEN clock_timestamp() END,
             error = p_error[array_position(p_ids, o.id)]
       WHERE o.id = ANY (p_ids) AND o.owner = p_me AND o.state = 'sending'
      RETURNING o.id, o.state, o.campaign_id
    )
    UPDATE campaign_recipients r SET state = 'failed'
     WHERE r.outbox_id = ANY (ARRAY(
       SELECT g.id FROM given_up g WHERE g.state = 'parked' AND g.campaign_id IS NOT NULL));
  END IF;
  RETURN QUERY SELECT * FROM claim_locked(p_me, p_conversations);
END $$;

-- As in 004-outbound.sql, and tells campaigns what became of their recipients.
CREATE OR REPLACE FUNCTION resolve_unknown(p_me bigint, p_grace_sec double precision, p_policy text, p_limit integer)
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
  ), reached AS (
    UPDATE campaign_recipients r SET state = 'sent', sent_at = clock_timestamp()
     WHERE r.outbox_id = ANY (ARRAY(SELECT g.id FROM gone g WHERE g.campaign_id IS NOT NULL))
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
    WITH parked AS (
      UPDATE outbox o SET state = 'parked', owner = NULL, unknown_since = NULL, error = 'unknown outcome'
       WHERE o.id = ANY (v_ids) AND o.owner = p_me AND o.state = 'unknown'
      RETURNING o.*
    ), missed AS (
      UPDATE campaign_recipients r SET state = 'failed'
       WHERE r.outbox_id = ANY (ARRAY(SELECT p.id FROM parked p WHERE p.campaign_id IS NOT NULL))
    )
    SELECT 'parked',
      (p.id, p.conversation_id, p.phone_number_id, p.to_wa_id, p.text, p.context_wamid, p.attempts)::outbound_row
      FROM parked p;
  END IF;

  RETURN QUERY
  SELECT 'next', (c.id, c.conversation_id, c.phone_number_id, c.to_wa_id, c.text, c.context_wamid, c.attempts)::outbound_row
    FROM claim_locked(p_me, v_conversations) AS c;
END $$;
