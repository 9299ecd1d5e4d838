/// Cases: their steps, deadlines and history. A step is addressed to a role of a unit and never to a person, so
/// whoever holds the role has it.
@NullMarked
package org.shuguan.server.approval;

import org.jspecify.annotations.NullMarked;
