package io.straightedge.archive;

import java.util.Map;

/**
 * {@code experiment.json}.
 *
 * @param id its number where it comes from
 * @param spec in JSON form
 * @param cells the cell of each run, by the run's number in the archive
 */
record ExperimentEntry(long id, Map<String, Object> spec, Map<Long, Integer> cells) {}
