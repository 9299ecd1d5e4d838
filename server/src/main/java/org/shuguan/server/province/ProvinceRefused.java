package org.shuguan.server.province;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the entry, the template or the batch does not allow this.
final class ProvinceRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ProvinceRefused(String code, Map<String, Object> facts) {
        super("province/" + code, HttpStatus.CONFLICT, facts);
    }

    static ProvinceRefused codeTaken(String code) {
        return new ProvinceRefused("code-taken", Map.of("code", code));
    }

    static ProvinceRefused noData() {
        return new ProvinceRefused("no-data", Map.of());
    }

    static ProvinceRefused underWay() {
        return new ProvinceRefused("under-way", Map.of());
    }

    static ProvinceRefused noFile() {
        return new ProvinceRefused("no-file", Map.of());
    }

    static ProvinceRefused nothingRefused() {
        return new ProvinceRefused("nothing-refused", Map.of());
    }
}
