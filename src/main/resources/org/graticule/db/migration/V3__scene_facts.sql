-- Facts of scenes say more: how the image was taken, names of bands, accuracy, the file's own marking, the lossless pyramid.
update content.scene
set facts = (facts - 'dateTime')
  || jsonb_build_object(
       'acquisition', jsonb_build_object('at', facts -> 'dateTime'),
       'bandNames', (select jsonb_agg(''::text) from generate_series(1, (facts ->> 'bands')::int)),
       'losslessBytes', 0,
       'adopted', false)
where not facts ? 'acquisition';
