/// Sources, the results of their censuses, and the execution of censuses, which survives restarts of the server.
@NullMarked
package org.shuguan.server.census;

import org.jspecify.annotations.NullMarked;
