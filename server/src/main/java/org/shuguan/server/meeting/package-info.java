/// Joint meetings (联席会议) of the city and of districts: topics and their review, agenda and invitations, attendance,
/// resolutions that become follow-ups, minutes, and what became of the resolutions.
@NullMarked
package org.shuguan.server.meeting;

import org.jspecify.annotations.NullMarked;
