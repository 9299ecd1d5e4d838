/// Units, officers and appointments: who is responsible for a unit on a given day. Only this module stores them. A
/// role is held only by appointment, and work is addressed to the role, so a successor receives it.
@NullMarked
package org.shuguan.server.institution;

import org.jspecify.annotations.NullMarked;
