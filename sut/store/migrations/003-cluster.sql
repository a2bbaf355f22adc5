-- Fencing and take-over. SQLSTATE SPF01 = this incarnation was taken over.

CREATE FUNCTION fence(p_me bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM incarnations WHERE id = p_me AND ended_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'incarnation % was taken over', p_me USING ERRCODE = 'SPF01';
  END IF;
END $$;

CREATE FUNCTION begin_incarnation(p_node_name text, p_pid integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
BEGIN
  INSERT INTO incarnations (node_name, pid) VALUES (p_node_name, p_pid) RETURNING id INTO v_id;
  INSERT INTO heartbeats (incarnation_id) VALUES (v_id);
  RETURN v_id;
END $$;

-- Ends incarnation p_dead and adopts its outbox rows. The first UPDATE waits for transactions of the dead node that are
-- still running (they hold FOR SHARE): what they commit is seen below, and nothing of it can commit afterwards.
-- Returns the number of adopted rows, or NULL when somebody else had ended it before.
CREATE FUNCTION take_over(p_dead bigint, p_me bigint) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  v_count integer;
BEGIN
  UPDATE incarnations SET ended_at = clock_timestamp(), taken_over_by = p_me WHERE id = p_dead AND ended_at IS NULL;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  DELETE FROM heartbeats WHERE incarnation_id = p_dead;
  UPDATE outbox
     SET owner = p_me, unknown_since = CASE WHEN state = 'unknown' THEN unknown_since ELSE clock_timestamp() END, state = 'unknown'
   WHERE owner = p_dead AND state IN ('sending', 'unknown');
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
