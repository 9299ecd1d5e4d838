/// The city's standards 标准规范: data elements 数据元 and code lists 代码集, each version kept, imported and exported
/// as a workbook; items of entries that are bound to a data element, and where they depart from it.
@NullMarked
package org.shuguan.server.standard;

import org.jspecify.annotations.NullMarked;
