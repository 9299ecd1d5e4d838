/// Accounts, sign-in and sessions. Only this module stores passwords; what a person may do follows from the
/// appointments in force today.
@NullMarked
package org.shuguan.server.identity;

import org.jspecify.annotations.NullMarked;
