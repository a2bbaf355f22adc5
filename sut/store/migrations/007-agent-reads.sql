-- Agent statements whose cost grew with what had happened before: found by the plan tests.

-- A supervisor's list: open cases of everybody in the order of their arrival, without the closed ones.
CREATE INDEX agent_cases_open ON agent_cases (waiting_order) WHERE state IN ('waiting', 'assigned');

-- Deletes events older than the retention and remembers how far. Heads outlive every session (p_forget).
-- `at` ascends with n within a line (numbered under the head's lock), so the first young event after the edge ends the
-- walk: the cost is what goes, not what stays. No young one: everything up to the head as read goes.
CREATE OR REPLACE FUNCTION agent_events_prune(p_retention interval, p_forget interval) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  line agent_event_heads;
  edge bigint;
BEGIN
  FOR line IN SELECT * FROM agent_event_heads WHERE n > pruned ORDER BY incarnation_id LOOP
    SELECT e.n - 1 INTO edge FROM agent_events e
     WHERE e.incarnation_id = line.incarnation_id AND e.n > line.pruned AND e.at >= now() - p_retention
     ORDER BY e.n LIMIT 1;
    edge := coalesce(edge, line.n);
    CONTINUE WHEN edge <= line.pruned;
    DELETE FROM agent_events e WHERE e.incarnation_id = line.incarnation_id AND e.n > line.pruned AND e.n <= edge;
    UPDATE agent_event_heads SET pruned = greatest(pruned, edge) WHERE incarnation_id = line.incarnation_id;
  END LOOP;
  DELETE FROM agent_event_heads h USING incarnations i
   WHERE i.id = h.incarnation_id AND i.ended_at < now() - p_forget AND h.pruned = h.n;
  DELETE FROM agent_sessions WHERE expires_at < now();
END $$;

-- The next two as in 002-agents.sql, but by = ANY and LATERAL: a join with a batch was planned as a merge that read
-- messages_pkey, or the queue itself, from end to end.
CREATE OR REPLACE FUNCTION routing_tick(p_max integer) RETURNS boolean LANGUAGE plpgsql
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
      DELETE FROM unanswered WHERE message_id = ANY (ARRAY(
        SELECT message_id FROM unanswered ORDER BY message_id LIMIT p_max FOR UPDATE SKIP LOCKED
      )) RETURNING message_id, conversation_id
    )
    SELECT gone.conversation_id, coalesce(asked.text, '') AS text
    FROM gone CROSS JOIN LATERAL (SELECT m.text FROM messages m WHERE m.id = gone.message_id LIMIT 1) AS asked
    ORDER BY gone.message_id
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

CREATE OR REPLACE FUNCTION agent_events_number(p_incarnation bigint, p_max integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  head bigint;
  moved integer;
BEGIN
  IF NOT EXISTS (SELECT FROM agent_event_inbox) THEN RETURN false; END IF;
  INSERT INTO agent_event_heads (incarnation_id) VALUES (p_incarnation) ON CONFLICT DO NOTHING;
  SELECT n INTO head FROM agent_event_heads WHERE incarnation_id = p_incarnation FOR UPDATE;
  WITH gone AS (
    DELETE FROM agent_event_inbox WHERE id = ANY (ARRAY(
      SELECT id FROM agent_event_inbox ORDER BY id LIMIT p_max FOR UPDATE SKIP LOCKED
    )) RETURNING id, agent_id, type, conversation
  )
  INSERT INTO agent_events (incarnation_id, n, agent_id, type, conversation)
  SELECT p_incarnation, head + row_number() OVER (ORDER BY id), agent_id, type, conversation FROM gone ORDER BY id;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved = 0 THEN RETURN false; END IF;
  UPDATE agent_event_heads SET n = head + moved WHERE incarnation_id = p_incarnation;
  PERFORM pg_notify('agent_events', p_incarnation::text);
  RETURN moved = p_max;
END $$;
