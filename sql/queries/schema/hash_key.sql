SELECT encode(key, 'hex') FROM hash_key
