/// Directives of superiors (上级文件) as a library: who must read one and has, and which follow-ups it led to.
@NullMarked
package org.shuguan.server.directive;

import org.jspecify.annotations.NullMarked;
