package io.straightedge.backup;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last entry of a backup: what else is in it.
 *
 * @param format of the backup, {@link #FORMAT} now; 1 had the uploads below {@link #OLDER_UPLOADS}
 * @param version of the program that wrote it
 * @param written when, as ISO 8601
 */
record Manifest(int format, String version, String written, List<Content> files) {
    static final int FORMAT = 2;
    static final String NAME = "backup.json";
    static final String DATABASE = "straightedge.mv.db";
    static final String CHECKPOINTS = "checkpoints/";
    static final String UPLOADS = "uploads/";
    static final String OLDER_UPLOADS = "datasets/uploads/";

    /** What a backup may hold, and nothing that leads elsewhere. */
    private static final Pattern NAMES = Pattern.compile(
            "straightedge\\.mv\\.db|checkpoints/\\d{1,19}/\\d{1,19}\\.checkpoint|(datasets/)?uploads/[a-z0-9][a-z0-9-]{0,39}/"
                    + "[a-z0-9][a-z0-9.-]{0,60}");

    /** @param name within the data directory */
    record Content(String name, long bytes, String sha256) {
        /** Where it is put back in the data directory. */
        String place() {
            return name.startsWith(OLDER_UPLOADS) ? UPLOADS + name.substring(OLDER_UPLOADS.length()) : name;
        }

        boolean allowed() {
            return NAMES.matcher(name).matches() && bytes >= 0;
        }
    }

    static DigestInputStream digesting(InputStream in) {
        return new DigestInputStream(in, sha256());
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
