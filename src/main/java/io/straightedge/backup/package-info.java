/** Backups of a whole data directory: written while the server works, checked and put back by a command. */
@org.jspecify.annotations.NullMarked
package io.straightedge.backup;
