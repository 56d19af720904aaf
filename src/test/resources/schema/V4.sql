UPDATE run SET labels = '{"name":"called otherwise","tags":["keep"],"notes":"a note"}', version = 3 WHERE id = 1;
