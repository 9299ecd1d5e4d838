/// What a person is told: kept until they have read it, said in their language when they read it.
@NullMarked
package org.shuguan.server.notice;

import org.jspecify.annotations.NullMarked;
