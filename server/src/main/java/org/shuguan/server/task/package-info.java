/// Assigned tasks 督办: which role of which unit must do what by when, the progress, and what was done. A task is
/// addressed to a role and never to a person, so whoever holds the role has it.
@NullMarked
package org.shuguan.server.task;

import org.jspecify.annotations.NullMarked;
