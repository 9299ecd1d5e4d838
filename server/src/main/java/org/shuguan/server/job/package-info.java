/// Long work: what waits, what runs and how far it is, what failed and why. It alone knows how work is resumed after
/// the process died, tried again after a fault, and cancelled. A module declares its work as a [JobKind].
@NullMarked
package org.shuguan.server.job;

import org.jspecify.annotations.NullMarked;
