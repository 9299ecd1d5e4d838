package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code of a resource: class (1 digit), item (2), heading (3), subheading (any length), a slash, a sequence
/// number. Source: 政务信息资源目录编制指南(试行), 发改高技〔2017〕1272号; the slash after GB/T 21063.5 [from memory].
public record ResourceCode(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("([1-3])(\\d{2})(\\d{3})([0-9A-Z]*)/(\\d+)");

    /// @throws IllegalArgumentException if it has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ResourceCode {
        if (!isOne(value)) {
            throw new IllegalArgumentException("no resource code: " + value);
        }
    }

    /// Whether a text has the form of a resource code.
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static ResourceCode of(String front, long sequence) {
        return new ResourceCode(front + "/" + String.format("%06d", sequence));
    }

    /// The class: 1 base, 2 theme, 3 department.
    public int classNumber() {
        return value.charAt(0) - '0';
    }

    /// The item 项, two digits.
    public String item() {
        return group(2);
    }

    /// The heading 目, three digits.
    public String heading() {
        return group(3);
    }

    /// The subheading 细目, of any length.
    public String subheading() {
        return group(4);
    }

    /// The number after the slash.
    public long sequence() {
        return Long.parseLong(group(5));
    }

    /// The part before the slash 前段码: the classification.
    public String front() {
        return value.substring(0, value.indexOf('/'));
    }

    private String group(int number) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalStateException(value);
        }
        return matcher.group(number);
    }

    @Override
    public String toString() {
        return value;
    }
}
