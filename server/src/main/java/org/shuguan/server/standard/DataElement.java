package org.shuguan.server.standard;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.PlainText;

/// The content of a data element 数据元, with the attributes of GB/T 19488.1 that items are compared with.
///
/// @param english English name, empty if it has none
/// @param type letter of the national guide: C N Y D T L M G B I F
/// @param format as [ElementFormat], empty if it is free
/// @param codeList identifier of the code list that its values are from, or null
/// @param unit of measurement, empty if it has none
/// @param source the standard that it is from, empty if it is the city's own
/// @param synonyms other names of items that follow it
public record DataElement(
        String name,
        String english,
        String definition,
        String type,
        String format,
        @Nullable String codeList,
        String unit,
        String source,
        @Size(max = MOST_SYNONYMS) List<String> synonyms) {
    static final int MOST_SYNONYMS = 50;
    static final List<String> TYPES = List.of("C", "N", "Y", "D", "T", "L", "M", "G", "B", "I", "F");

    public DataElement {
        name = line(name);
        english = line(english);
        definition = line(definition);
        type = line(type);
        format = line(format);
        codeList = codeList == null || codeList.isBlank() ? null : line(codeList);
        unit = line(unit);
        source = line(source);
        // In the workbook these signs separate synonyms.
        synonyms = synonyms == null
                ? List.of()
                : synonyms.stream()
                        .filter(Objects::nonNull)
                        .flatMap(one -> Stream.of(one.split("[、;；]")))
                        .map(DataElement::line)
                        .filter(one -> !one.isEmpty())
                        .distinct()
                        .toList();
    }

    /// A text as a cell of a workbook keeps it, so that an export reads back as it was.
    static String line(@Nullable String text) {
        return text == null ? "" : PlainText.line(text);
    }
}
