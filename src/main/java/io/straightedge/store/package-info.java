/**
 * {@link io.straightedge.run.RunStore} on JDBC: {@link io.straightedge.store.H2RunStore} opens it, one
 * class per table holds the SQL.
 */
@NullMarked
package io.straightedge.store;

import org.jspecify.annotations.NullMarked;
