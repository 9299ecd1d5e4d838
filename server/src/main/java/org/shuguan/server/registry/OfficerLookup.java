package org.shuguan.server.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Officer;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Register;
import org.shuguan.server.platform.PlainText;

/// Finds the person of a row: by id, or by name if only one person has it. An unknown person is recorded once,
/// even if several rows name them.
final class OfficerLookup {
    static final String NUMBER = "人员编号";
    static final String NAME = "姓名";
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Institution institution;
    private final Map<OfficerId, String> names = new HashMap<>();
    private final Map<String, List<OfficerId>> named = new HashMap<>();

    OfficerLookup(Register register, Institution institution) {
        this.institution = institution;
        for (Officer officer : register.officers()) {
            remember(officer.id(), PlainText.name(officer.name()));
        }
    }

    private void remember(OfficerId id, String name) {
        names.put(id, name);
        named.computeIfAbsent(name, any -> new ArrayList<>()).add(id);
    }

    /// The person of the row; null if the person is unknown, or if the row is wrong, for which an error is
    /// recorded.
    @Nullable
    OfficerId of(RowReader reader) {
        String number = reader.word(NUMBER).toLowerCase(java.util.Locale.ROOT);
        String name = reader.name(NAME);
        reader.required(NAME, name);
        if (!reader.right()) {
            return null;
        }
        if (!number.isEmpty()) {
            return numbered(reader, number, name);
        }
        List<OfficerId> known = named.getOrDefault(name, List.of());
        if (known.size() > 1) {
            reader.wrong(NUMBER, "name-of-several");
            return null;
        }
        return known.isEmpty() ? null : known.getFirst();
    }

    /// Records the person of a row for which [#of] returned null without an error.
    OfficerId enrol(String name) {
        List<OfficerId> known = named.getOrDefault(name, List.of());
        if (!known.isEmpty()) {
            return known.getFirst();
        }
        OfficerId id = institution.enrol(name);
        remember(id, name);
        return id;
    }

    private @Nullable OfficerId numbered(RowReader reader, String number, String name) {
        OfficerId id = UUID_FORM.matcher(number).matches() ? new OfficerId(UUID.fromString(number)) : null;
        String known = id == null ? null : names.get(id);
        if (known == null) {
            reader.wrong(NUMBER, "officer-unknown");
            return null;
        }
        if (!known.equals(name)) {
            reader.wrong(NAME, "name-of-another");
            return null;
        }
        return id;
    }
}
