-- Tables of the message path. Functions that write them are in 003-*.sql and later; 002-agents.sql adds the agent side.
-- messages and outbox carry no foreign keys: every writer holds the lock of the conversation row, and a key check
-- per row doubles the cost of the hot path.

-- One start of one node. A transaction of a node takes FOR SHARE on its row; ended_at fences it for good.
CREATE TABLE incarnations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node_name text NOT NULL,
  pid integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  taken_over_by bigint REFERENCES incarnations (id)
);
CREATE INDEX incarnations_live ON incarnations (id) WHERE ended_at IS NULL;

-- Apart from incarnations: an UPDATE there would wait for the FOR SHARE locks of transactions in flight.
CREATE TABLE heartbeats (
  incarnation_id bigint PRIMARY KEY REFERENCES incarnations (id),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- wa_id: digits of the phone number, or the business-scoped user id of a customer without one.
CREATE TABLE contacts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  wa_id text NOT NULL UNIQUE,
  name text NOT NULL DEFAULT '',
  -- The customer's own discount code; NULL = none was given to this customer.
  code text,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE conversations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  contact_id bigint NOT NULL REFERENCES contacts (id),
  phone_number_id text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at timestamptz
) WITH (fillfactor = 70);
-- At most one open conversation per customer and number: several first messages never make several conversations.
CREATE UNIQUE INDEX conversations_one_open ON conversations (contact_id, phone_number_id) WHERE status = 'open';

-- Every message both ways. An outbound message appears here when the Cloud API accepted it (see outbox).
CREATE TABLE messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL,
  phone_number_id text NOT NULL,
  wamid text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  type text NOT NULL,
  -- What a person reads: body, caption or button title; NULL where there is none.
  text text,
  -- The type's own node as received (json, not jsonb: it keeps escapes that jsonb refuses); NULL for plain text.
  payload json,
  context_wamid text,
  -- Meta's timestamp (1 s resolution) for inbound, acceptance for outbound.
  sent_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT messages_wamid UNIQUE (phone_number_id, wamid)
);
CREATE INDEX messages_conversation ON messages (conversation_id, id);

-- Outbound work. A row lives until the Cloud API accepted it, then moves to messages: the table stays small.
--   pending  nobody sends it yet: an earlier row of its conversation is open
--   sending  claimed by `owner`, who has it in memory
--   unknown  may or may not have been accepted: waits for a status that carries its id, then policy decides
--   parked   given up; `error` says why; later rows of the conversation go on
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation_id bigint NOT NULL,
  phone_number_id text NOT NULL,
  to_wa_id text NOT NULL,
  text text NOT NULL,
  context_wamid text,
  state text NOT NULL CHECK (state IN ('pending', 'sending', 'unknown', 'parked')),
  owner bigint,
  attempts integer NOT NULL DEFAULT 0,
  error text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  unknown_since timestamptz,
  CHECK ((owner IS NOT NULL) = (state IN ('sending', 'unknown')))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX outbox_open ON outbox (conversation_id, id) WHERE state IN ('pending', 'sending', 'unknown');
CREATE INDEX outbox_owned ON outbox (owner, id) WHERE state IN ('sending', 'unknown');
CREATE INDEX outbox_pending ON outbox (id) WHERE state = 'pending';

-- Newest delivery state of each outbound message. rank: 1 sent, 2 delivered, 3 read; it never goes back.
CREATE TABLE statuses (
  phone_number_id text NOT NULL,
  wamid text NOT NULL,
  rank smallint NOT NULL DEFAULT 0,
  -- Error code of a `failed` status; kept apart from rank, which it neither raises nor lowers.
  failed_code integer,
  -- From biz_opaque_callback_data; NULL when the message was not sent by this system.
  outbox_id bigint,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (phone_number_id, wamid)
) WITH (fillfactor = 70);
CREATE INDEX statuses_outbox ON statuses (outbox_id) WHERE outbox_id IS NOT NULL;

-- Keyword rules: the rule with the lowest position whose keyword occurs in the normalised text answers.
-- {code} in the template is the customer's own code; a customer without one is left to an agent.
CREATE TABLE reply_rules (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position integer NOT NULL,
  keyword text NOT NULL UNIQUE CHECK (keyword <> ''),
  template text NOT NULL,
  enabled boolean NOT NULL DEFAULT true
);
