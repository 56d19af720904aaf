UPDATE run SET points = 3, blob_bytes = 81 WHERE id = 1;
