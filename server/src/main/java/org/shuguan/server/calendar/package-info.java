/// Working days and deadlines: Chinese public holidays with their make-up days.
@NullMarked
package org.shuguan.server.calendar;

import org.jspecify.annotations.NullMarked;
