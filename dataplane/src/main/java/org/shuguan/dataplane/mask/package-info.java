/// Values shown otherwise, so that a person can judge a column without reading about people.
@NullMarked
package org.shuguan.dataplane.mask;

import org.jspecify.annotations.NullMarked;
