/**
 * What the path measures are at a random initialisation: expectations over weights W_l ~ N(0, σ_w²/fan-in),
 * biases N(0, σ_b²) and a last layer N(0, σ_v²/n_L), for any depth.
 *
 * <h2>Kinks and gaps</h2>
 *
 * Let x(s) be the point of the segment at arc length s, and V, C, D̂ the variances of a pre-activation h,
 * of its slope h' = dh/ds, and their covariance. Over the weights
 *
 * <pre>
 * V_1 = σ_b² + σ_w²‖x‖²/d         C_1 = σ_w²(x·u)/d       D̂_1 = σ_w²/d
 * V_{l+1} = σ_b² + (σ_w²/2)V_l     C_{l+1} = (σ_w²/2)C_l    D̂_{l+1} = (σ_w²/2)D̂_l
 * </pre>
 *
 * so that in layer l, with A and B of that layer only, ρ the distance of the origin from the line and y
 * the signed distance of x from the point next to the origin,
 *
 * <pre>
 * V = A + B(ρ² + y²)     C = B·y     D̂ = B     τ² = D̂ − C²/V = B(A + Bρ²)/V
 * kinks per unit length (Kac–Rice):  λ = (n/π)·τ/√V
 * mean squared gap of a kink:        2τ²·G,   G = (σ_w²/2)^{L−l}·σ_v²/n
 * </pre>
 *
 * Both integrate in closed form. With the vector (p, q) = (√(A + Bρ²), √B·y) at either end, λ integrates to
 * n·θ_l/π, θ_l the angle between the two vectors, and 2λτ²G to (n/π)·B·G·(θ_l + [pq/(p² + q²)]). Without
 * biases θ_l is the angle between the samples in every layer, which is why kinks count units.
 *
 * <p>One hidden layer has these expectations at every width; deeper, they hold up to O(1/width).
 *
 * <h2>The gradient as a process</h2>
 *
 * {@code GradientKernel} gives the covariance of the slopes at two points of the
 * path, from the arc-cosine kernel of Cho &amp; Saul (Kernel Methods for Deep Learning, NeurIPS 2009),
 * differentiated in both arguments and iterated through the layers.
 */
@NullMarked
package io.straightedge.theory;

import org.jspecify.annotations.NullMarked;
