/// What one person alone may not do: give powers, take them from those who watch others, get into the account of
/// somebody who has powers. One person asks, another with another power confirms.
@NullMarked
package org.shuguan.server.powers;

import org.jspecify.annotations.NullMarked;
