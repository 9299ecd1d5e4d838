/// What happens to rows: reading sources, profiling columns, detecting what they hold, drafting catalog entries.
/// Plain Java without Spring, so that the command line and the server use the very same code.
@NullMarked
package org.shuguan.dataplane;

import org.jspecify.annotations.NullMarked;
