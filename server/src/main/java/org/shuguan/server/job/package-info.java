/// Long work: which jobs wait or run, their progress, and why they failed. Only this module knows how a job is
/// resumed after the process died, retried after an error, and cancelled. A module declares its work as a
/// [JobKind].
@NullMarked
package org.shuguan.server.job;

import org.jspecify.annotations.NullMarked;
