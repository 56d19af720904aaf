/**
 * The language of lists: what is wanted of them ({@link io.straightedge.query.Filter}), in which order ({@link
 * io.straightedge.query.Order}), and page by page ({@link io.straightedge.query.Listing}). The dashboard's search of
 * runs speaks it too, see {@code webroot/js/query}.
 */
@NullMarked
package io.straightedge.query;

import org.jspecify.annotations.NullMarked;
