/** HTTP and WebSockets: one route table, its handlers, the live hub and the dashboard's files. */
@NullMarked
package io.straightedge.web;

import org.jspecify.annotations.NullMarked;
