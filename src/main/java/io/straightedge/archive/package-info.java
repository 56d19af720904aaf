/**
 * Runs as files: an archive holds a run, or an experiment with its runs, for people and pandas to read.
 *
 * <p>An archive is a ZIP file with these entries, in UTF-8:
 *
 * <ul>
 *   <li>{@code manifest.json}: {@code {"format": "straightedge", "version": 2, "kind": "run" or "experiment",
 *       "created": "2026-01-31T12:00:00Z", "runs": [12, 13]}}. The numbers are those the runs had where they
 *       come from; they name the folders below.
 *   <li>{@code experiment.json}, in archives of kind experiment: {@code {"id": 3, "spec": {…}, "cells": {"12": 0,
 *       "13": 1}}}, the spec as {@code ExperimentSpec.toMap} gives it and the cell of each run.
 *   <li>{@code runs/12/run.json}: {@code id}, {@code spec} as the API takes it (the seed is in it), {@code state},
 *       {@code message}, {@code created}, {@code started} and {@code ended} (null where there is no such
 *       time), and {@code setup} (null for a run that never began): steps, widths, what the data was, and the
 *       environment it trained in: versions, CPU, BLAS.
 *   <li>{@code runs/12/points.csv}: one metric point a line in the order they were taken, under the header
 *       {@code key,step,millis,value}. {@code NaN}, {@code Infinity} and {@code -Infinity} are words; other values
 *       have the digits that give the same float64 again.
 *   <li>{@code runs/12/pairs.json}: a list of the pairs whose paths are kept, each {@code pair}, {@code a} and
 *       {@code b}; an end has {@code sample}, {@code label} (null for regression), {@code width} and {@code input}.
 *   <li>{@code runs/12/paths.ndjson}: one exact path, or slice through all data, a line, by step: {@code step}, {@code pair}, {@code length},
 *       {@code f0} and {@code slope0} (outputs), {@code t}, {@code layer} and {@code unit} (kinks), {@code gap}
 *       (kinks × outputs, a list per kink). Float32 and float64 values have the digits that give the same
 *       number again; those that are not finite are strings.
 *   <li>{@code runs/12/measured.json}, from version 2 on: every measured pair, column by column: the samples
 *       {@code a} and {@code b}, and {@code classA} and {@code classB} by their place among the output names (-1 for
 *       regression). Empty columns where they are not known.
 *   <li>{@code runs/12/readings.ndjson}, from version 2 on: what was measured of each of these pairs, a step a line:
 *       {@code step}, {@code kinks}, {@code gapDeviation}, {@code deflectionRatio}, {@code maxBend} and
 *       {@code straightness}, a column each.
 * </ul>
 *
 * <p>{@link io.straightedge.archive.ArchiveWriter} writes them in bounded memory;
 * {@link io.straightedge.archive.ArchiveReader} reads them strictly and within limits, for anybody may send one.
 */
@NullMarked
package io.straightedge.archive;

import org.jspecify.annotations.NullMarked;
