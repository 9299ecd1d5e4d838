/// Assigned work 督办: what is to be done by which role of which unit until when, how it goes, and what proves that it
/// was done. Addressed to a role and never to a person, so whoever holds the role has it.
@NullMarked
package org.shuguan.server.task;

import org.jspecify.annotations.NullMarked;
