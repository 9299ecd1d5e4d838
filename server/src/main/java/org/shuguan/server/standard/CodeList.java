package org.shuguan.server.standard;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The content of a code list 代码集.
///
/// @param source the standard that it is from, empty if it is the city's own
public record CodeList(
        String name,
        String source,
        String note,
        @Size(max = MOST_CODES) List<Code> codes) {
    static final int MOST_CODES = 5000;

    /// A code and what it means.
    ///
    /// @param parent the code above it, or null
    public record Code(String code, String name, @Nullable String parent, String note) {
        public Code {
            code = DataElement.line(code);
            name = DataElement.line(name);
            parent = parent == null || parent.isBlank() ? null : DataElement.line(parent);
            note = DataElement.line(note);
        }
    }

    public CodeList {
        name = DataElement.line(name);
        source = DataElement.line(source);
        note = DataElement.line(note);
        codes = codes == null ? List.of() : List.copyOf(codes);
    }

    /// The code, if the list has it.
    Optional<Code> find(String code) {
        return codes.stream().filter(one -> one.code().equals(code)).findFirst();
    }
}
