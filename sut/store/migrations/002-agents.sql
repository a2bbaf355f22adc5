-- The agent side: who works, who owns which conversation, what the agents are told, stored media.
-- (enable_seqscan = off: a plan cached on empty tables must still use the partial indexes when they are large.)
-- Lock order everywhere: routing lock (advisory), agent_cases row, conversations row, agents row. Every change of
-- ownership holds the routing lock, so the counters in agents are exact and the waiting list keeps its order.

-- Filled by ingest in the transaction that stores a message which no keyword rule answered; emptied by routing.
-- A node that dies between that commit and its hook therefore loses nothing.
CREATE TABLE unanswered (
  message_id bigint PRIMARY KEY,
  conversation_id bigint NOT NULL
);
CREATE INDEX unanswered_conversation ON unanswered (conversation_id);

CREATE TABLE agents (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('agent', 'supervisor')),
  password_hash text NOT NULL,
  -- What the agent says. Work is given to agents who are online and have a channel open (lost_at IS NULL).
  presence text NOT NULL DEFAULT 'offline' CHECK (presence IN ('online', 'away', 'offline')),
  lost_at timestamptz DEFAULT now(),
  open_cases integer NOT NULL DEFAULT 0 CHECK (open_cases >= 0),
  capacity integer NOT NULL CHECK (capacity > 0),
  -- Order of the newest assignment: breaks ties among the least busy, so equal agents take turns.
  last_assigned bigint NOT NULL DEFAULT 0
);

CREATE TABLE agent_sessions (
  token_hash bytea PRIMARY KEY,
  agent_id integer NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX agent_sessions_expiry ON agent_sessions (expires_at);

CREATE TABLE agent_sockets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent_id integer NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  incarnation_id bigint NOT NULL
);
CREATE INDEX agent_sockets_agent ON agent_sockets (agent_id);

CREATE SEQUENCE agent_case_order;
CREATE SEQUENCE agent_assignment_order;

-- One per conversation that needed an agent. A closed case keeps its last owner, who may still read it.
CREATE TABLE agent_cases (
  conversation_id bigint PRIMARY KEY REFERENCES conversations (id),
  state text NOT NULL CHECK (state IN ('waiting', 'assigned', 'closed')),
  agent_id integer REFERENCES agents (id),
  -- Kept when a case goes back to the waiting list: whoever came first stays first.
  waiting_order bigint NOT NULL,
  last_text text NOT NULL,
  -- Version of the fields an agent writes (waybill).
  version integer NOT NULL DEFAULT 0,
  waybill text,
  CHECK ((agent_id IS NULL) = (state = 'waiting'))
) WITH (fillfactor = 80);
CREATE INDEX agent_cases_waiting ON agent_cases (waiting_order) WHERE state = 'waiting';
CREATE INDEX agent_cases_owned ON agent_cases (agent_id, conversation_id) WHERE state = 'assigned';

-- Written by whoever changes a case, in the same transaction; numbered by agent_events_number after it committed.
CREATE TABLE agent_event_inbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent_id integer NOT NULL,
  type text NOT NULL CHECK (type IN ('assigned', 'message', 'status', 'closed')),
  conversation jsonb NOT NULL
);

-- One line of events per incarnation; `n` counts up without gaps in commit order.
CREATE TABLE agent_event_heads (
  incarnation_id bigint PRIMARY KEY,
  n bigint NOT NULL DEFAULT 0,
  -- Events up to this one are no longer kept.
  pruned bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE agent_events (
  incarnation_id bigint NOT NULL,
  n bigint NOT NULL,
  agent_id integer NOT NULL,
  type text NOT NULL,
  conversation jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (incarnation_id, n)
);
CREATE INDEX agent_events_agent ON agent_events (agent_id, incarnation_id, n);

CREATE TABLE media (
  id uuid PRIMARY KEY,
  agent_id integer REFERENCES agents (id),
  phone_number_id text NOT NULL,
  name text NOT NULL,
  mime text NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  graph_media_id text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Serialises every change of ownership. Each holder is one statement (or one short transaction), so a node that
-- hangs cannot keep it: the server finishes the statement without the client.
CREATE FUNCTION routing_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(5460482)
$$;

CREATE FUNCTION agent_emit(p_agent integer, p_type text, p_case agent_cases) RETURNS void LANGUAGE sql AS $$
  INSERT INTO agent_event_inbox (agent_id, type, conversation) VALUES (p_agent, p_type, jsonb_build_object(
    'id', p_case.conversation_id::text, 'text', p_case.last_text, 'version', p_case.version, 'state', p_case.state))
$$;

-- Takes unanswered messages in, then gives waiting cases, oldest first, each to the least busy agent.
-- Returns true when there may be more to do at once.
CREATE FUNCTION routing_tick(p_max integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  item record;
  found_case agent_cases;
  chosen integer;
  taken integer := 0;
  given integer := 0;
BEGIN
  IF NOT EXISTS (SELECT FROM unanswered) AND NOT (
    EXISTS (SELECT FROM agent_cases WHERE state = 'waiting')
    AND EXISTS (SELECT FROM agents WHERE presence = 'online' AND lost_at IS NULL AND open_cases < capacity)
  ) THEN
    RETURN false;
  END IF;
  PERFORM routing_lock();
  FOR item IN
    WITH gone AS (
      DELETE FROM unanswered WHERE message_id IN (
        SELECT message_id FROM unanswered ORDER BY message_id LIMIT p_max FOR UPDATE SKIP LOCKED
      ) RETURNING message_id, conversation_id
    )
    SELECT gone.conversation_id, coalesce(m.text, '') AS text
    FROM gone JOIN messages m ON m.id = gone.message_id ORDER BY gone.message_id
  LOOP
    taken := taken + 1;
    INSERT INTO agent_cases AS c (conversation_id, state, waiting_order, last_text)
    VALUES (item.conversation_id, 'waiting', nextval('agent_case_order'), item.text)
    ON CONFLICT (conversation_id) DO UPDATE SET last_text = excluded.last_text
    RETURNING * INTO found_case;
    IF found_case.state = 'assigned' THEN
      PERFORM agent_emit(found_case.agent_id, 'message', found_case);
    END IF;
  END LOOP;
  FOR item IN
    SELECT conversation_id FROM agent_cases WHERE state = 'waiting' ORDER BY waiting_order LIMIT p_max FOR UPDATE
  LOOP
    UPDATE agents SET open_cases = open_cases + 1, last_assigned = nextval('agent_assignment_order')
    WHERE id = (
      SELECT id FROM agents WHERE presence = 'online' AND lost_at IS NULL AND open_cases < capacity
      ORDER BY open_cases, last_assigned, id LIMIT 1 FOR UPDATE
    ) RETURNING id INTO chosen;
    EXIT WHEN chosen IS NULL;
    given := given + 1;
    UPDATE agent_cases SET state = 'assigned', agent_id = chosen WHERE conversation_id = item.conversation_id
    RETURNING * INTO found_case;
    PERFORM agent_emit(chosen, 'assigned', found_case);
  END LOOP;
  RETURN taken = p_max OR given = p_max;
END $$;

-- Puts the cases of agents who have been gone for longer than the grace back on the waiting list. Returns how many.
CREATE FUNCTION routing_release(p_grace interval) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  leaver integer;
  was agent_cases;
  released integer := 0;
BEGIN
  IF NOT EXISTS (
    SELECT FROM agents WHERE lost_at < now() - p_grace AND (presence <> 'offline' OR open_cases > 0)
  ) THEN
    RETURN 0;
  END IF;
  PERFORM routing_lock();
  FOR leaver IN
    SELECT id FROM agents WHERE lost_at < now() - p_grace AND (presence <> 'offline' OR open_cases > 0)
    ORDER BY id FOR UPDATE
  LOOP
    FOR was IN
      UPDATE agent_cases SET state = 'waiting', agent_id = NULL
      WHERE state = 'assigned' AND agent_id = leaver RETURNING *
    LOOP
      released := released + 1;
      PERFORM agent_emit(leaver, 'status', was);
    END LOOP;
    UPDATE agents SET presence = 'offline', open_cases = 0 WHERE id = leaver;
  END LOOP;
  RETURN released;
END $$;

-- Closes a case and its conversation. 'unread' = a message arrived that routing has not shown the agent yet.
CREATE FUNCTION routing_close(p_conversation bigint, p_agent integer, p_any boolean) RETURNS text
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  was agent_cases;
BEGIN
  PERFORM routing_lock();
  SELECT * INTO was FROM agent_cases WHERE conversation_id = p_conversation FOR UPDATE;
  IF was.conversation_id IS NULL THEN RETURN 'missing'; END IF;
  IF NOT p_any AND was.agent_id IS DISTINCT FROM p_agent THEN RETURN 'foreign'; END IF;
  IF was.state = 'closed' THEN RETURN 'closed-before'; END IF;
  IF was.state = 'waiting' THEN RETURN 'unassigned'; END IF;
  -- Ingest stores messages under this lock, so none can arrive between the check and the close.
  PERFORM FROM conversations WHERE id = p_conversation FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM unanswered WHERE conversation_id = p_conversation) THEN RETURN 'unread'; END IF;
  UPDATE conversations SET status = 'closed', closed_at = clock_timestamp() WHERE id = p_conversation;
  UPDATE agents SET open_cases = open_cases - 1 WHERE id = was.agent_id;
  UPDATE agent_cases SET state = 'closed' WHERE conversation_id = p_conversation RETURNING * INTO was;
  PERFORM agent_emit(was.agent_id, 'closed', was);
  RETURN 'closed';
END $$;

-- Each locks the agent's row first: the count of channels is then read by a statement that sees what others committed.
CREATE FUNCTION agent_socket_opened(p_agent integer, p_incarnation bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  socket bigint;
BEGIN
  PERFORM FROM agents WHERE id = p_agent FOR UPDATE;
  INSERT INTO agent_sockets (agent_id, incarnation_id) VALUES (p_agent, p_incarnation) RETURNING id INTO socket;
  UPDATE agents SET lost_at = NULL WHERE id = p_agent AND presence <> 'offline';
  RETURN socket;
END $$;

CREATE FUNCTION agent_socket_closed(p_agent integer, p_socket bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM agents WHERE id = p_agent FOR UPDATE;
  DELETE FROM agent_sockets WHERE id = p_socket;
  UPDATE agents SET lost_at = coalesce(lost_at, clock_timestamp())
  WHERE id = p_agent AND NOT EXISTS (SELECT FROM agent_sockets WHERE agent_id = p_agent);
END $$;

-- Channels that ended with their node. Returns how many.
CREATE FUNCTION agent_sockets_lost() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  dead record;
  lost integer := 0;
BEGIN
  FOR dead IN
    SELECT s.id, s.agent_id FROM agent_sockets s JOIN incarnations i ON i.id = s.incarnation_id
    WHERE i.ended_at IS NOT NULL ORDER BY s.agent_id
  LOOP
    PERFORM agent_socket_closed(dead.agent_id, dead.id);
    lost := lost + 1;
  END LOOP;
  RETURN lost;
END $$;

-- What the agent says. Returns whether a channel is open.
CREATE FUNCTION agent_set_presence(p_agent integer, p_presence text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  connected boolean;
BEGIN
  PERFORM FROM agents WHERE id = p_agent FOR UPDATE;
  connected := EXISTS (SELECT FROM agent_sockets WHERE agent_id = p_agent);
  UPDATE agents SET presence = p_presence,
    lost_at = CASE
      WHEN p_presence = 'offline' OR NOT connected THEN
        CASE WHEN presence = 'offline' AND p_presence <> 'offline' THEN clock_timestamp()
             ELSE coalesce(lost_at, clock_timestamp()) END
      ELSE NULL END
  WHERE id = p_agent;
  RETURN connected;
END $$;

-- Numbers committed events of the inbox, in the order of their ids, in this incarnation's own line.
-- The head's row lock lasts to the commit: whoever sees event n sees every event below it.
-- One NOTIFY for the whole batch. Returns true when there may be more.
CREATE FUNCTION agent_events_number(p_incarnation bigint, p_max integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  head bigint;
  moved integer;
BEGIN
  IF NOT EXISTS (SELECT FROM agent_event_inbox) THEN RETURN false; END IF;
  INSERT INTO agent_event_heads (incarnation_id) VALUES (p_incarnation) ON CONFLICT DO NOTHING;
  SELECT n INTO head FROM agent_event_heads WHERE incarnation_id = p_incarnation FOR UPDATE;
  WITH gone AS (
    DELETE FROM agent_event_inbox WHERE id IN (
      SELECT id FROM agent_event_inbox ORDER BY id LIMIT p_max FOR UPDATE SKIP LOCKED
    ) RETURNING id, agent_id, type, conversation
  )
  INSERT INTO agent_events (incarnation_id, n, agent_id, type, conversation)
  SELECT p_incarnation, head + row_number() OVER (ORDER BY id), agent_id, type, conversation FROM gone ORDER BY id;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved = 0 THEN RETURN false; END IF;
  UPDATE agent_event_heads SET n = head + moved WHERE incarnation_id = p_incarnation;
  PERFORM pg_notify('agent_events', p_incarnation::text);
  RETURN moved = p_max;
END $$;

-- Deletes events older than the retention and remembers how far. Heads outlive every session (p_forget).
CREATE FUNCTION agent_events_prune(p_retention interval, p_forget interval) RETURNS void LANGUAGE sql AS $$
  WITH gone AS (
    DELETE FROM agent_events WHERE at < now() - p_retention RETURNING incarnation_id, n
  ), edge AS (
    SELECT incarnation_id, max(n) AS n FROM gone GROUP BY incarnation_id
  )
  UPDATE agent_event_heads h SET pruned = edge.n FROM edge WHERE h.incarnation_id = edge.incarnation_id;
  DELETE FROM agent_event_heads h USING incarnations i
  WHERE i.id = h.incarnation_id AND i.ended_at < now() - p_forget AND h.pruned = h.n;
  DELETE FROM agent_sessions WHERE expires_at < now();
$$;
