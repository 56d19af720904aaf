/** What the server does by itself to what it has recorded. */
@org.jspecify.annotations.NullMarked
package io.straightedge.upkeep;
