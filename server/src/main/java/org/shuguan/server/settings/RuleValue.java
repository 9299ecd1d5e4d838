package org.shuguan.server.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The value of a rule: exactly one of the three fields, depending on the kind.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleValue(
        @Nullable Integer number,
        @Nullable String text,
        @Nullable List<Code> codes) {
    public static RuleValue of(int number) {
        return new RuleValue(number, null, null);
    }

    public static RuleValue of(String text) {
        return new RuleValue(null, text, null);
    }

    public static RuleValue of(List<Code> codes) {
        return new RuleValue(null, null, List.copyOf(codes));
    }

    /// Whether the value is of this kind.
    boolean isOf(Kind kind) {
        return (number != null) == kind.isNumber()
                && (text != null) == (kind == Kind.TEXT)
                && (codes != null) == (kind == Kind.CODE_LIST);
    }

    /// For the audit and for exports: a number, a text, or the codes.
    @Override
    public String toString() {
        if (codes != null) {
            return String.join(", ", codes.stream().map(Code::code).toList());
        }
        return number == null ? String.valueOf(text) : number.toString();
    }
}
