-- Message search: an inverted index in blocks of 65,536 message ids, read newest block first, so that the time of a
-- search depends on the page and not on how many messages match. Filled behind the message path by the indexer
-- (sut/search/indexer.ts); what it has not reached yet is searched row by row (search_tail), so a message is found as
-- soon as it is committed. Grams are made in TypeScript (sut/search/grams.ts): the database's locale is C.

-- One row per gram and finished block: ascending offsets within the block, two bytes each, little-endian.
CREATE TABLE search_postings (
  gram bigint NOT NULL,
  block integer NOT NULL,
  offsets bytea NOT NULL,
  PRIMARY KEY (gram, block)
);
-- Read whole and already dense: compressing would cost time and save nothing.
ALTER TABLE search_postings ALTER COLUMN offsets SET STORAGE EXTERNAL;

-- The same for the block that still grows; `part` counts up with the ids.
CREATE TABLE search_parts (
  gram bigint NOT NULL,
  block integer NOT NULL,
  part integer NOT NULL,
  offsets bytea NOT NULL,
  PRIMARY KEY (gram, block, part)
) WITH (autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE search_parts ALTER COLUMN offsets SET STORAGE EXTERNAL;

-- One row. Messages up to indexed_to are in the index. seen_id is the newest id drawn when seen_xid was: once every
-- transaction before seen_xid has ended, no message with an id up to seen_id can still appear.
CREATE TABLE search_progress (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  indexed_to bigint NOT NULL DEFAULT 0,
  settled_to bigint NOT NULL DEFAULT 0,
  seen_id bigint NOT NULL DEFAULT 0,
  seen_xid xid8 NOT NULL DEFAULT '0'
) WITH (fillfactor = 50);

-- Only one index writer at a time, whichever node it lives in; held to the end of the transaction
-- (an import holds the same lock for its session).
CREATE FUNCTION search_try_lock() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(5460483)
$$;

-- Moves the horizon on and tells how far the index is and how far it may go. The caller holds the lock. Every writer of
-- messages has its transaction id (fence) before it draws a message id, hence the order of the two reads below.
CREATE FUNCTION search_horizon() RETURNS TABLE (indexed_to bigint, settled_to bigint)
LANGUAGE plpgsql AS $$
DECLARE
  was search_progress;
  newest bigint;
BEGIN
  INSERT INTO search_progress DEFAULT VALUES ON CONFLICT DO NOTHING;
  SELECT * INTO was FROM search_progress FOR UPDATE;
  IF pg_snapshot_xmin(pg_current_snapshot()) >= was.seen_xid THEN
    was.settled_to := greatest(was.settled_to, was.seen_id);
    SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END INTO newest FROM messages_id_seq;
    UPDATE search_progress p
       SET settled_to = was.settled_to, seen_id = newest, seen_xid = pg_current_xact_id();
  END IF;
  RETURN QUERY SELECT was.indexed_to, was.settled_to;
END $$;

-- Adds one part, and finishes its block when p_finish. Offsets of all grams one after the other, p_counts[i] of gram i.
CREATE FUNCTION search_add(
  p_block integer, p_part integer, p_grams bigint[], p_counts integer[], p_offsets bytea, p_indexed_to bigint, p_finish boolean
) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO search_parts (gram, block, part, offsets)
  SELECT given.gram, p_block, p_part,
         substring(p_offsets FROM 1 + 2 * (given.until - given.count)::integer FOR 2 * given.count)
    FROM (
      SELECT gram, count, sum(count) OVER (ORDER BY i) AS until
        FROM unnest(p_grams, p_counts) WITH ORDINALITY AS given (gram, count, i)
    ) AS given
   ORDER BY given.gram;
  IF p_finish THEN
    INSERT INTO search_postings (gram, block, offsets)
    SELECT gram, p_block, string_agg(offsets, ''::bytea ORDER BY part)
      FROM search_parts WHERE block = p_block GROUP BY gram ORDER BY gram;
    DELETE FROM search_parts WHERE block = p_block;
  END IF;
  UPDATE search_progress SET indexed_to = p_indexed_to;
END $$;

-- The postings of p_grams in blocks p_from … p_to, newest first; only parts that hold every gram. `lengths` are the
-- bytes of each gram's offsets, which follow one another in `offsets`.
CREATE FUNCTION search_blocks(p_grams bigint[], p_from integer, p_to integer)
RETURNS TABLE (block integer, part integer, lengths integer[], offsets bytea)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  WITH found AS (
    SELECT s.gram, s.block, 0 AS part, s.offsets
      FROM search_postings s WHERE s.gram = ANY (p_grams) AND s.block BETWEEN p_from AND p_to
    UNION ALL
    SELECT s.gram, s.block, s.part, s.offsets
      FROM search_parts s WHERE s.gram = ANY (p_grams) AND s.block BETWEEN p_from AND p_to
  )
  SELECT f.block, f.part, array_agg(octet_length(f.offsets) ORDER BY f.gram),
         string_agg(f.offsets, ''::bytea ORDER BY f.gram)
    FROM found f
   GROUP BY f.block, f.part HAVING count(*) = cardinality(p_grams)
   ORDER BY f.block DESC, f.part DESC;
END $$;

-- Messages that the index does not hold yet, newest first, from below p_before down to above p_above (NULL = what is
-- indexed now). p_agent NULL = may read everything. Always at least one row: `above` is what was taken as p_above.
-- Walks the primary key backwards: a bitmap of all that is not indexed, sorted, took 0.7 s with a million messages.
CREATE FUNCTION search_tail(p_above bigint, p_before bigint, p_agent integer, p_limit integer)
RETURNS TABLE (above bigint, id bigint, conversation_id bigint, direction text, body text, sent_at timestamptz)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
  v_above bigint := coalesce(p_above, (SELECT p.indexed_to FROM search_progress p), 0);
BEGIN
  RETURN QUERY
  SELECT v_above, m.id, m.conversation_id, m.direction, m.text, m.sent_at
    FROM (SELECT 1) AS always
    LEFT JOIN LATERAL (
      SELECT t.* FROM messages t
       WHERE t.id > v_above AND t.id < p_before AND t.text IS NOT NULL
         AND (p_agent IS NULL OR p_agent = (
           SELECT c.agent_id FROM agent_cases c WHERE c.conversation_id = t.conversation_id LIMIT 1))
       ORDER BY t.id DESC LIMIT p_limit
    ) AS m ON true;
END $$;

-- (The owner by a subquery with LIMIT, here and above: an EXISTS may become a hash of the whole table.)
-- Candidates of the index as messages, newest first, without those p_agent may not read.
CREATE FUNCTION search_messages(p_ids bigint[], p_agent integer)
RETURNS TABLE (id bigint, conversation_id bigint, direction text, body text, sent_at timestamptz)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  SELECT m.id, m.conversation_id, m.direction, m.text, m.sent_at
    FROM messages m
   WHERE m.id = ANY (p_ids) AND m.text IS NOT NULL
     AND (p_agent IS NULL OR p_agent = (
       SELECT c.agent_id FROM agent_cases c WHERE c.conversation_id = m.conversation_id LIMIT 1))
   ORDER BY m.id DESC;
END $$;
