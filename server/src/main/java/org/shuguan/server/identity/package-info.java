/// Accounts, sign-in, sessions: who is at the keyboard. It alone knows passwords; what a person may do follows from the
/// appointments in force today.
@NullMarked
package org.shuguan.server.identity;

import org.jspecify.annotations.NullMarked;
