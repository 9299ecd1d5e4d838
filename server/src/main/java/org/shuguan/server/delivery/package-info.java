/// Events that have not reached a listener, as the administrator sees them: what an event was, whom it did not
/// reach and why, and how it is sent again at once. How events are kept and sent again by themselves is known to
/// `platform`.
@NullMarked
package org.shuguan.server.delivery;

import org.jspecify.annotations.NullMarked;
