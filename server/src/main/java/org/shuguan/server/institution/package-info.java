/// Units, officers, appointments: who answers for a unit on a given day. It alone knows the institution; a role is held
/// by an appointment and by nothing else, so a successor inherits whatever is addressed to the role.
@NullMarked
package org.shuguan.server.institution;

import org.jspecify.annotations.NullMarked;
