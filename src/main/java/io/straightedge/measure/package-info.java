/**
 * What Straightedge measures along the segment between two samples, after Kubo, Banno, Manabe and
 * Minoji, <i>Implicit Regularization in Over-parameterized Neural Networks</i>, arXiv 1903.01997.
 *
 * <table>
 * <caption>From symbols to code</caption>
 * <tr><th>symbol</th><th>code</th><th>meaning</th><th>unit</th></tr>
 * <tr><td>f</td><td>{@link io.straightedge.pwl.ReluNetwork}</td><td>the network up to its logits</td><td>output</td></tr>
 * <tr><td>x_a, x_b, D</td><td>{@link io.straightedge.pwl.Segment}</td><td>a pair of samples, their distance</td><td>input</td></tr>
 * <tr><td>F</td><td>{@link io.straightedge.pwl.Path}</td><td>f along the segment</td><td>output</td></tr>
 * <tr><td>t_i, N</td><td>{@code t}, {@code kinks}</td><td>where a unit switches; how often</td><td>1</td></tr>
 * <tr><td>g_i</td><td>{@code slopes}</td><td>dF/ds on a piece, s = t·D</td><td>output/input</td></tr>
 * <tr><td>δ_i</td><td>{@code gap}</td><td>g_i − g_{i−1}</td><td>output/input</td></tr>
 * <tr><td>σ_gap (h_sigma)</td><td>{@link io.straightedge.measure.GapDeviation}</td><td>the typical kink</td><td>output/input</td></tr>
 * <tr><td>g_mid − (g_0 + g_N)/2</td><td>{@link io.straightedge.measure.Deflection}</td><td>how far the gradient bends away</td><td>output/input</td></tr>
 * <tr><td>g_sigma</td><td>{@code deflectionSigma}</td><td>deflection per √N/2, its spread</td><td>output/input</td></tr>
 * <tr><td>F − chord</td><td>{@link io.straightedge.measure.Bend}</td><td>max and rms distance from straight</td><td>output</td></tr>
 * <tr><td>null bend</td><td>{@link io.straightedge.measure.NullBend}</td><td>rms bend if signs of gaps were coin flips</td><td>output</td></tr>
 * <tr><td>rms bend / null bend</td><td>{@link io.straightedge.measure.Straightness}</td><td>below 1: straighter than chance</td><td>1</td></tr>
 * <tr><td>Σ ‖δ_i‖</td><td>{@link io.straightedge.measure.TotalVariation}</td><td>integral of the network curvature</td><td>output/input</td></tr>
 * <tr><td>D²(Δ)</td><td>{@link io.straightedge.measure.StructureFunction}</td><td>the Hessian at scale Δ</td><td>(output/input)²</td></tr>
 * <tr><td>margin</td><td>{@link io.straightedge.measure.Margin}</td><td>lead of the label's logit at the ends</td><td>output</td></tr>
 * <tr><td>N/(θ/π·#units)</td><td>{@link io.straightedge.measure.KinkCount}</td><td>kinks per layer and against chance</td><td>1</td></tr>
 * <tr><td>‖∇f(x_b) − ∇f(x_a)‖</td><td>{@link io.straightedge.measure.GradientChange}</td><td>the whole gradient's change, its cosine</td><td>output/input</td></tr>
 * <tr><td>ℓ(t)</td><td>{@link io.straightedge.measure.Growth}</td><td>growth of the outputs since initialisation</td><td>1</td></tr>
 * </table>
 *
 * <p>All of these are exact; {@link io.straightedge.measure.SampledEstimator} has the paper's own estimates
 * from equispaced points beside them. {@link io.straightedge.measure.PathSummary} summarises over pairs.
 */
@NullMarked
package io.straightedge.measure;

import org.jspecify.annotations.NullMarked;
