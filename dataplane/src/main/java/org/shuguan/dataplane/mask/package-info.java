/// Masks values, so that people can judge a column without reading personal data.
@NullMarked
package org.shuguan.dataplane.mask;

import org.jspecify.annotations.NullMarked;
