{#- The form under which spellings of one person's name meet: one letter for what alphabets spell in many ways, and
    few doubled (Zelensky, Zelenskyy, Zelenskiy; Khaled, Haled; Yevgeny, Evgeniy; Mohammed, Muhammad; Hussein,
    Husain). Takes plain words; only to be compared for equality. -#}
{% macro name_key(plain) -%}
    {%- set folds = [
        ('x', 'ks'), ('kh', 'h'), ('ou', 'u'), ('ll', 'l'), ('mm', 'm'), ('nn', 'n'), ('ss', 's'), ('tt', 't'),
        ('[iy]+(j\\b)?', 'i'), ('ai', 'ei'), ('\\bie', 'e'), ('\\bm[ou]h[ae]m[ae]d\\b', 'muhamad'),
        ('sander\\b', 'sandr'), ('\\b(al|el) ', 'al '),
    ] -%}
    {%- set ns = namespace(sql="translate(" ~ plain ~ ", 'qw', 'kv')") -%}
    {%- for pattern, letters in folds -%}
        {%- set ns.sql = "regexp_replace(" ~ ns.sql ~ ", '" ~ pattern ~ "', '" ~ letters ~ "', 'g')" -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}
