/// Follow-ups 督办: what a leader, a meeting, a plan or the bureau wants done by a lead unit and its co-units, on the
/// way from being given through signing for, dividing, working, reporting and review to closing, each step kept. A
/// module of its own above [org.shuguan.server.task], because a task there is one piece of work of one role that
/// closes with its subject, while a follow-up has several units, a way of several steps and somebody who confirms.
@NullMarked
package org.shuguan.server.followup;

import org.jspecify.annotations.NullMarked;
