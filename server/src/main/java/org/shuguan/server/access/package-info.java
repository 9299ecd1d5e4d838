/// Permissions: who acts, and what they may see and do. One question for an action, one scope for a list.
@NullMarked
package org.shuguan.server.access;

import org.jspecify.annotations.NullMarked;
