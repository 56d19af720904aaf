/** Who may use the server: users and their passwords, sessions, API tokens, and the log of what they did. */
@NullMarked
package io.straightedge.account;

import org.jspecify.annotations.NullMarked;
